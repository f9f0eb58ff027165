import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running server says of itself in its data folder. */
export interface Postmaster {
  pid: number;
  socketFolder: string;
  /** false while it starts or stops. */
  ready: boolean;
}

/** Reads postmaster.pid (lines: pid, data folder, start time, port, socket folder, …, status on the 8th). */
export function readPostmaster(cluster: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(postmasterFile(cluster), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, socketFolder: lines[4]?.trim() ?? '', ready: lines[7]?.trim() === 'ready' };
}

export function postmasterFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

/**
 * Whether that process is this cluster's server: a pid may meanwhile belong to another program (after a
 * restart of the machine or the container). The command line of a zombie is empty, so it counts as gone.
 */
export function isPostmaster(pid: number, cluster: string): boolean {
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster);
    } catch {
      return false;
    }
  }
  return isAlive(pid);
}

/** Signal 0 only asks; EPERM means that the process exists and belongs to another account. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
