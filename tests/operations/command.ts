import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../src/shared/paths.js';

export interface CommandResult {
  code: number | null;
  /** What the operator reads, both streams. */
  output: string;
}

/** A command as an operator gives it; `typed` is what he enters when he is asked. */
export async function operate(
  command: 'doctor' | 'backup' | 'restore' | 'verify' | 'erase',
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  typed = '',
): Promise<CommandResult> {
  const program = join(projectRoot, 'dist/src/operations/commands', `${command}.js`);
  const child = spawn(process.execPath, [program, ...words], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, TZ: process.env.TZ, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  // A command that asks nothing may end before it reads.
  child.stdin.on('error', () => undefined);
  child.stdin.end(typed === '' ? '' : `${typed}\n`);
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : null, output };
}
