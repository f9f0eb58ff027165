import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The operating-system account the embedded server runs as, where that is not our own. */
export interface Account {
  uid: number;
  gid: number;
}

export function runningAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** PostgreSQL refuses to run as root; `nobody` exists on every Linux and owns nothing of its own. */
export async function unprivilegedAccount(): Promise<Account> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = /^nobody:[^:]*:(\d+):(\d+):/m.exec(accounts);
  return fields ? { uid: Number(fields[1]), gid: Number(fields[2]) } : { uid: 65534, gid: 65534 };
}

/** Whether every folder on the way lets the account through (mode bits only; ACLs are not looked at). */
export async function mayEnter(folder: string, account: Account): Promise<boolean> {
  let current = await realpath(folder);
  for (;;) {
    const { uid, gid, mode } = await stat(current);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    const parent = dirname(current);
    if (parent === current) return true;
    current = parent;
  }
}
