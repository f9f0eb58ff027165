import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { projectRoot } from '../../src/shared/paths.js';

/** One process of the built product. */
export interface ProductProcess {
  child: ChildProcess;
  /** What it printed so far. */
  output(): string;
  /** Sends the signal and waits for the end; the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

/** Two seconds on a quiet machine; several are started at once on a busy one. */
const readyWithinMs = 45_000;

/** Starts it and waits until it answers on `readyUrl`, or has said that it started. */
export async function startProcess(given: {
  words?: readonly string[];
  env: NodeJS.ProcessEnv;
  readyUrl?: string;
}): Promise<ProductProcess> {
  const main = join(projectRoot, 'dist/src/main.js');
  const child = spawn(process.execPath, [main, ...(given.words ?? [])], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, TZ: process.env.TZ, ...given.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const isReady = async () => {
    const { readyUrl } = given;
    if (!readyUrl) return output.includes('网格哨已启动');
    return fetch(readyUrl).then(
      (r) => r.ok,
      () => false,
    );
  };
  const until = performance.now() + readyWithinMs;
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`the product ended at its start:\n${output}`);
    if (performance.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`the product was not ready within ${readyWithinMs / 1000} s:\n${output}`);
    }
    await delay(50);
  }
  return {
    child,
    output: () => output,
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill(signal);
        await gone;
      }
      return child.exitCode ?? child.signalCode;
    },
  };
}
