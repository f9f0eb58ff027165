import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.mjs';

/** Packages whose program has another name. */
const packageOf = { tsc: 'typescript', biome: '@biomejs/biome' };

/**
 * Runs the program of an installed package with this same Node, without npx or a shell: both look at
 * PATH and at the user's npm settings, which may point elsewhere.
 */
export function run(program, args, options = {}) {
  const folder = join(projectRoot, 'node_modules', packageOf[program] ?? program);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const entry = join(folder, typeof bin === 'string' ? bin : bin[program]);
  return runCommand(process.execPath, [entry, ...args], options);
}

/** output: 'shown' (the person sees it) or 'returned' (for the caller to judge). */
export async function runCommand(command, args, { output = 'shown', env = {}, shell = false } = {}) {
  const child = spawn(command, args, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: output === 'shown' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    shell,
  });
  const words = [];
  child.stdout?.on('data', (chunk) => words.push(chunk));
  child.stderr?.on('data', (chunk) => words.push(chunk));
  const [code] = await once(child, 'close');
  return { status: code ?? 1, output: Buffer.concat(words).toString() };
}
