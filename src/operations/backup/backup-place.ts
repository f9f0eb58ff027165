import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../../store/postgres/postmaster-file.js';

const pattern = /^gridwhistle-\d{8}-\d{6}\.tar\.gz$/;

/** Names are for people in China; the exact instant stands in the manifest. Sorted by name they are in order of time. */
const nameZone = 'Asia/Shanghai';

/** gridwhistle-20260923-101500.tar.gz */
export function backupName(at: Date): string {
  // Swedish writes dates as 2026-09-23 10:15:00.
  const [day = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: nameZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
    .format(at)
    .split(' ');
  return `gridwhistle-${day.replaceAll('-', '')}-${time.replaceAll(':', '')}.tar.gz`;
}

export function backupFolder(dataDir: string): string {
  return join(dataDir, 'backups');
}

/** Removes what a backup that was killed left behind. */
export async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = Number(/^\.gridwhistle-.+\.(\d+)\.part$/.exec(name)?.[1] ?? Number.NaN);
    if (!Number.isNaN(pid) && !isAlive(pid)) await rm(join(folder, name), { force: true });
  }
}

/** Removes the oldest files that bear the name of a backup, until `keep` are left; returns what was removed. */
export async function keepNewest(folder: string, keep: number): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => pattern.test(name)).sort();
  const old = names.slice(0, Math.max(0, names.length - keep));
  for (const name of old) await rm(join(folder, name));
  return old;
}
