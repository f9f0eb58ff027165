import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../src/shared/paths.js';

/** A program of the measurement, in a process of its own as in real use. */
export interface Running {
  url: string;
  /** Resident memory; null where the system does not tell. */
  memoryMegabytes(): Promise<number | null>;
  stop(): Promise<void>;
}

/** The built product in one role. */
export async function startProduct(role: 'web' | 'worker', env: NodeJS.ProcessEnv): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(projectRoot, 'dist/src/main.js'), role], {
    env: { PATH: process.env.PATH, ...env, PORT: String(port), WORKER_PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // A start is not an event that another process could hear of.
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the ${role} process ended at its start`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return running(child, url);
    await delay(50);
  }
}

/** A server of the folder `servers/`, which prints its address once it listens. */
export async function startServer(name: string, args: string[]): Promise<Running> {
  const script = fileURLToPath(new URL(`./servers/${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const [url] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [''])]);
  if (!url) throw new Error(`the server ${name} ended at its start`);
  return running(child, url);
}

function running(child: ChildProcess, url: string): Running {
  return {
    url,
    async memoryMegabytes() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
      return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
