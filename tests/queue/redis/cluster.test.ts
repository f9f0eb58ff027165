import { Redis } from 'ioredis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWakeUps, type WakeUps } from '../../../src/queue/wake-ups.js';
import { silentLog } from '../../../src/shared/log.js';
import { freePort } from '../../support/free-port.js';
import { countJobs, redisOf } from '../../support/queue.js';
import { type RedisProcess, startRedis } from '../../support/redis-process.js';

const running: RedisProcess[] = [];
let wakeUps: WakeUps | null = null;
afterEach(async () => {
  await wakeUps?.stopWorking(2000);
  await wakeUps?.close();
  wakeUps = null;
  for (const each of running.splice(0)) await each.close();
});

async function start(args: readonly string[], port?: number): Promise<RedisProcess> {
  const redis = await startRedis(port === undefined ? { args } : { args, port });
  running.push(redis);
  return redis;
}

async function command(redis: RedisProcess, ...words: [string, ...string[]]): Promise<unknown> {
  const client = new Redis(redis.url, { protocol: 2 });
  try {
    const [name, ...rest] = words;
    return await client.call(name, ...rest);
  } finally {
    client.disconnect();
  }
}

async function openWith(env: NodeJS.ProcessEnv): Promise<{ wakeUps: WakeUps; jobs(): number }> {
  const { handlers, count } = countJobs('deliver-outbox');
  wakeUps = await createWakeUps({
    connectionString: 'postgres://not-used.invalid/x',
    redis: redisOf(env),
    log: silentLog,
  });
  wakeUps.work(handlers);
  return { wakeUps, jobs: count };
}

async function untilWorked(queue: { wakeUps: WakeUps; jobs(): number }): Promise<void> {
  const before = queue.jobs();
  await vi.waitFor(
    async () => {
      await queue.wakeUps.add([{ job: { name: 'deliver-outbox' } }]);
      expect(queue.jobs()).toBeGreaterThan(before);
    },
    { timeout: 30_000, interval: 200 },
  );
}

describe('A Redis of several servers', () => {
  it('may be a Cluster, where the keys of the queue must lie together', async () => {
    const node = await start(['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1']);
    await command(node, 'CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await vi.waitFor(async () => expect(await command(node, 'CLUSTER', 'INFO')).toMatch(/cluster_state:ok/), {
      timeout: 20_000,
      interval: 100,
    });
    await untilWorked(await openWith({ REDIS_CLUSTER: `127.0.0.1:${node.port}` }));
  }, 60_000);

  it('may be watched over by Sentinels: the queue follows to the server that takes over', async () => {
    const main = await start(['--requirepass', 'invented-password', '--masterauth', 'invented-password']);
    const other = await start([
      '--replicaof',
      `127.0.0.1 ${main.port}`,
      '--requirepass',
      'invented-password',
      '--masterauth',
      'invented-password',
    ]);
    const sentinel = await startSentinel(main.port);
    running.push(sentinel);
    const queue = await openWith({
      REDIS_SENTINELS: `127.0.0.1:${sentinel.port}`,
      REDIS_SENTINEL_NAME: 'town',
      REDIS_PASSWORD: 'invented-password',
    });
    await untilWorked(queue);
    await vi.waitFor(
      async () =>
        expect(await command(sentinel, 'SENTINEL', 'REPLICAS', 'town')).toEqual([
          expect.arrayContaining([String(other.port)]),
        ]),
      { timeout: 20_000, interval: 200 },
    );
    await main.kill();
    await vi.waitFor(() => expect(queue.wakeUps.isUp()).toBe(false), { timeout: 5000 });
    await untilWorked(queue);
  }, 90_000);
});

/** One Sentinel, which alone decides that the main server is gone after half a second. */
async function startSentinel(mainPort: number): Promise<RedisProcess> {
  return startRedis({
    port: await freePort(),
    sentinel: [
      `sentinel monitor town 127.0.0.1 ${mainPort} 1`,
      'sentinel down-after-milliseconds town 500',
      'sentinel failover-timeout town 3000',
      'sentinel auth-pass town invented-password',
    ],
  });
}
