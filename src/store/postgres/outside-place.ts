import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../shared/errors.js';

/** Entered by every account, written by root alone. */
export const outsideRoot = '/var/lib/gridwhistle';

const noteName = 'postgres-place.json';
const noteSchema = z.object({ dataDir: z.string(), folder: z.string() });

/** The folder noted in this DATA_DIR as holding its database, or undefined where the database is inside. */
export async function findOutsidePlace(dataDir: string): Promise<string | undefined> {
  const path = join(dataDir, noteName);
  if (!existsSync(path)) return undefined;
  const note = noteSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  // A moved DATA_DIR keeps its database; a copied one would share it with the original unnoticed.
  if (note.dataDir !== dataDir && existsSync(join(note.dataDir, noteName))) {
    throw new AppError(
      'data-dir-copied',
      'tell-operator',
      `${dataDir} 是 ${note.dataDir} 的副本，两者不能共用一个数据库。要从空数据库开始，请删除 ${path}。`,
    );
  }
  return note.folder;
}

/**
 * Chooses a folder outside DATA_DIR and notes it there. The name is random, so that a DATA_DIR deleted
 * and made again begins empty. Two processes choosing at once: one note wins, both use it.
 */
export async function noteOutsidePlace(dataDir: string): Promise<string> {
  const name = `${createHash('sha256').update(dataDir).digest('hex').slice(0, 8)}-${randomBytes(3).toString('hex')}`;
  const path = join(dataDir, noteName);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify({ dataDir, folder: join(outsideRoot, name) })}\n`);
  try {
    await link(draft, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const folder = (await findOutsidePlace(dataDir)) ?? join(outsideRoot, name);
  await makeEnterable(outsideRoot);
  await makeEnterable(folder);
  return folder;
}

/** mkdir alone would obey a umask of 077, and the server's account could not enter. */
export async function makeEnterable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}
