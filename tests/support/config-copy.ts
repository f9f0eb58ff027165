import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/shared/paths.js';

/** The demo zone's config in a folder of its own, to be changed like an operator would. */
export interface ConfigCopy {
  folder: string;
  /** Appends lines at the end of a file. */
  append(file: string, lines: readonly string[]): Promise<void>;
  replace(file: string, from: string, to: string): Promise<void>;
  remove(): Promise<void>;
}

export async function copyConfig(): Promise<ConfigCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'gridwhistle-config-'));
  await cp(join(projectRoot, 'config'), folder, { recursive: true });
  const change = async (file: string, edit: (text: string) => string) => {
    const path = join(folder, file);
    await writeFile(path, edit(await readFile(path, 'utf8')));
  };
  return {
    folder,
    append: (file, lines) => change(file, (text) => `${text.trimEnd()}\n${lines.join('\n')}\n`),
    replace: (file, from, to) =>
      change(file, (text) => {
        if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
        return text.replace(from, to);
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
