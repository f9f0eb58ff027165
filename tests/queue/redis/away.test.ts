import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWakeUps, type WakeUps } from '../../../src/queue/wake-ups.js';
import { silentLog } from '../../../src/shared/log.js';
import { freePort } from '../../support/free-port.js';
import { countJobs, handlersWith, redisOf } from '../../support/queue.js';
import { type RedisProcess, startRedis } from '../../support/redis-process.js';
import { openTown, type Town } from '../../support/town.js';

const deliver = { job: { name: 'deliver-outbox' } } as const;

let redis: RedisProcess | null = null;
let opened: WakeUps[] = [];
let town: Town | null = null;
const unheard: unknown[] = [];
const remember = (reason: unknown) => void unheard.push(reason);

beforeEach(() => {
  unheard.length = 0;
  process.on('unhandledRejection', remember);
});
afterEach(async () => {
  for (const each of opened) {
    await each.stopWorking(1000);
    await each.close();
  }
  opened = [];
  await town?.close();
  town = null;
  await redis?.close();
  redis = null;
  process.off('unhandledRejection', remember);
  expect(unheard).toEqual([]);
});

async function open(url: string): Promise<WakeUps> {
  const wakeUps = await createWakeUps({
    connectionString: 'postgres://not-used.invalid/x',
    redis: redisOf({ REDIS_URL: url }),
    log: silentLog,
  });
  opened.push(wakeUps);
  return wakeUps;
}

async function untilWorked(wakeUps: WakeUps, jobs: () => number, from: number): Promise<void> {
  await vi.waitFor(
    async () => {
      await wakeUps.add([deliver]);
      expect(jobs()).toBeGreaterThan(from);
    },
    { timeout: 20_000, interval: 200 },
  );
}

describe('While Redis is away', () => {
  it('the queue opens all the same, takes wake-ups without waiting, and works once Redis is there', async () => {
    const port = await freePort();
    const wakeUps = await open(`redis://127.0.0.1:${port}`);
    const { handlers, count } = countJobs('deliver-outbox');
    wakeUps.work(handlers);
    expect(wakeUps.isUp()).toBe(false);
    const began = performance.now();
    await wakeUps.add([deliver]);
    expect(performance.now() - began).toBeLessThan(100);
    redis = await startRedis({ port });
    await untilWorked(wakeUps, count, 0);
    expect(wakeUps.isUp()).toBe(true);
  });

  it('nothing breaks, and an empty Redis in its place is worked on by the same workers', async () => {
    redis = await startRedis();
    const wakeUps = await open(redis.url);
    const { handlers, count } = countJobs('deliver-outbox');
    wakeUps.work(handlers);
    await untilWorked(wakeUps, count, 0);
    await redis.kill();
    await vi.waitFor(() => expect(wakeUps.isUp()).toBe(false), { timeout: 5000 });
    await wakeUps.add([deliver]);
    await redis.startEmpty();
    await untilWorked(wakeUps, count, count());
  });

  it('closing ends within seconds, whether it was ever there or not', async () => {
    redis = await startRedis();
    const known = await open(redis.url);
    known.work(handlersWith({}));
    await known.add([deliver]);
    const unknown = await open(`redis://127.0.0.1:${await freePort()}`);
    unknown.work(handlersWith({}));
    await redis.kill();
    await vi.waitFor(() => expect(known.isUp()).toBe(false), { timeout: 5000 });
    const began = performance.now();
    for (const each of opened) {
      await each.stopWorking(20_000);
      await each.close();
    }
    opened = [];
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('a resident is answered all the same, by the sweep', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    town = await openTown({ startAt: '2026-11-03T09:00:00+08:00', env: { REDIS_URL: url } });
    const resident = await town.newResident();
    await resident.says('锦河花苑5号楼门口的路灯不亮了');
    await resident.hears(/这样报上去，可以吗/);
    await resident.taps('可以');
    await resident.hears(/已登记，编号/);
  }, 60_000);
});
