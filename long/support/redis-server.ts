import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { endWithUs } from './end-with-us.js';
import { freePort } from './free-port.js';

/** A Redis that belongs to the test alone, on this machine, without anything kept on disk. */
export interface RedisServer {
  url: string;
  /** Forgets everything, as an empty replacement would. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

const readyWithinMs = 10_000;

export async function openRedisServer(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'gridwhistle-long-redis-'));
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const child = spawn('redis-server', options, { stdio: 'ignore' });
  const forget = endWithUs(child.pid, 'SIGKILL');
  const failed = once(child, 'error').then(([cause]) => {
    throw new Error('redis-server 没有装 (not installed)：apt-get install redis-server', { cause });
  });
  const client = new Redis({ port, host: '127.0.0.1', lazyConnect: true, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  const late = delay(readyWithinMs, undefined, { ref: false }).then(() => {
    throw new Error('redis-server did not answer');
  });
  const ended = once(child, 'exit');
  await Promise.race([client.ping(), failed, late]);
  return {
    url: `redis://127.0.0.1:${port}`,
    async wipe() {
      await client.flushall();
    },
    async close() {
      client.disconnect();
      child.kill('SIGTERM');
      await ended;
      forget();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
