import { statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Finding } from '../incidents.js';

/** Below this a busy day of pictures fills the disk. */
export const leastFreeBytes = 1024 ** 3;

/** Beyond this a reminder is noticeably early or late, and WeCom's tokens end at the wrong time. */
export const mostClockErrorMs = 5000;

export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

export function judgeDisk(freeBytes: number): Finding[] {
  if (freeBytes >= leastFreeBytes) return [];
  const megabytes = Math.floor(freeBytes / 1024 ** 2);
  return [{ code: 'disk-full', key: hostname(), detail: { place: hostname(), reason: `${megabytes} MB` } }];
}

/** @param errorMs - by how much the machine is ahead of the database */
export function judgeClock(errorMs: number): Finding[] {
  if (Math.abs(errorMs) <= mostClockErrorMs) return [];
  const seconds = Math.round(Math.abs(errorMs) / 1000);
  return [
    {
      code: 'clock-off',
      key: hostname(),
      detail: { place: hostname(), reason: `${errorMs > 0 ? '快' : '慢'}${seconds}秒` },
    },
  ];
}
