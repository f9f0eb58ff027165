import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** node-socialite is asked for by name: without it a fresh install of this version does not start. */
const packages = ['node-easywechat@3.6.2', 'node-socialite@1.4.1'];

/** Installs the peer outside the tree, once. Returns its folder, or why that could not be done. */
export async function installPeer(): Promise<{ folder: string } | { missing: string }> {
  const folder = join(tmpdir(), 'gridwhistle-bench-peers');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  try {
    await promisify(execFile)(
      'npm',
      ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-save', ...packages],
      { cwd: folder, timeout: 120_000 },
    );
    return { folder };
  } catch (error) {
    return { missing: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}
