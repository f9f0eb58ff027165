import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** One process whose threads do nothing but count: as many as there are cores, so that each has one. Ends by calling the result. */
export async function keepBusy(threads: number): Promise<() => Promise<void>> {
  const program = `
    const { Worker } = require('node:worker_threads');
    for (let i = 0; i < ${threads}; i++) new Worker('for (let n = 0; ; n++);', { eval: true });
    console.log('busy');`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
}
