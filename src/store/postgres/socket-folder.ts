import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterHome } from './cluster-home.js';

/** A socket path holds 107 bytes on Linux, 103 on macOS. */
export const longestSocketPath = 103;

/** PostgreSQL's name for the socket of port 5432 (the number only names the file here). */
export const socketName = '.s.PGSQL.5432';

/**
 * A folder only the server's account (and root) enters, the same at every start, so that connections
 * find the server again after it was started anew. In a shared /tmp somebody else may have taken the
 * name: then another one is made.
 */
export async function makeSocketFolder(home: ClusterHome): Promise<string> {
  const beside = join(home.folder, 'socket');
  const fits = Buffer.byteLength(join(beside, socketName)) <= longestSocketPath;
  const mark = createHash('sha256').update(home.cluster).digest('hex').slice(0, 12);
  const folder = fits ? beside : `/tmp/gridwhistle-${mark}`;
  await mkdir(folder, { mode: 0o700 }).catch(() => undefined);
  if (await isOurs(folder, home)) return prepareFolder(folder, home);
  return prepareFolder(await mkdtemp('/tmp/gridwhistle-'), home);
}

async function isOurs(folder: string, home: ClusterHome): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found?.isDirectory()) return false;
  return found.uid === process.getuid?.() || found.uid === home.account?.uid;
}

async function prepareFolder(folder: string, home: ClusterHome): Promise<string> {
  await chmod(folder, 0o700);
  if (home.account) await chown(folder, home.account.uid, home.account.gid);
  return folder;
}
