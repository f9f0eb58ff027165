import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port.js';
import { findRedisServer } from './redis-program.js';

/** A real redis-server of the test's own, on this machine. */
export interface RedisProcess {
  url: string;
  port: number;
  /** Gone at once, as when its machine is switched off. */
  kill(): Promise<void>;
  /** There again on the same port, with nothing in it. */
  startEmpty(): Promise<void>;
  close(): Promise<void>;
}

export async function startRedis(
  given: {
    port?: number;
    args?: readonly string[];
    /** Lines of its configuration; makes it a Sentinel. */
    sentinel?: readonly string[];
  } = {},
): Promise<RedisProcess> {
  const program = findRedisServer();
  if (!program)
    throw new Error('no redis-server found: apt-get install redis-server, or set REDIS_SERVER_PATH');
  const port = given.port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'gridwhistle-redis-'));
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess;

  const start = async () => {
    const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
    if (given.sentinel) {
      // A Sentinel writes what it learns into its own configuration.
      await writeFile(join(folder, 'sentinel.conf'), `${given.sentinel.join('\n')}\n`);
      child = spawn(program, [join(folder, 'sentinel.conf'), '--sentinel', ...place], { stdio: 'ignore' });
    } else {
      // Written to disk once a second, as BullMQ's guide advises; no snapshots.
      const disk = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];
      child = spawn(program, [...place, ...disk, ...(given.args ?? [])], { stdio: 'ignore' });
    }
    await untilAnswers(port);
  };
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  await start();
  return {
    url,
    port,
    kill: () => end('SIGKILL'),
    async startEmpty() {
      await rm(join(folder, 'appendonlydir'), { recursive: true, force: true });
      await start();
    },
    async close() {
      await end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilAnswers(port: number): Promise<void> {
  const client = new Redis({
    port,
    host: '127.0.0.1',
    maxRetriesPerRequest: 200,
    retryStrategy: () => 50,
    protocol: 2,
  });
  client.on('error', () => undefined);
  try {
    await client.ping().catch((error: unknown) => {
      // One that asks for a password is there.
      if (!String(error).includes('NOAUTH')) throw error;
    });
  } finally {
    client.disconnect();
  }
}
