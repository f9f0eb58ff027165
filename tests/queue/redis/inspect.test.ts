import { afterEach, describe, expect, it } from 'vitest';
import { queue } from '../../../src/operations/doctor/checks/queue.js';
import { openSurroundings } from '../../../src/operations/doctor/surroundings.js';
import { projectRoot } from '../../../src/shared/paths.js';
import { freePort } from '../../support/free-port.js';
import { type RedisProcess, startRedis } from '../../support/redis-process.js';

let redis: RedisProcess | null = null;
afterEach(async () => {
  await redis?.close();
  redis = null;
});

async function findingOf(url: string) {
  const surroundings = openSurroundings({ root: projectRoot, env: { APP_MODE: 'demo', REDIS_URL: url } });
  try {
    return await queue.run(surroundings);
  } finally {
    await surroundings.close();
  }
}

describe('An operator who asks about his Redis', () => {
  it('hears that it is well', async () => {
    redis = await startRedis();
    const found = await findingOf(redis.url);
    expect(found.grade).toBe('good');
    expect(found.english).toMatch(/noeviction, append-only on/);
  });

  it('is warned when it may throw jobs away, with the line to change', async () => {
    redis = await startRedis({ args: ['--maxmemory-policy', 'allkeys-lru'] });
    const found = await findingOf(redis.url);
    expect(found.grade).toBe('bad');
    expect(found.remedy).toMatch(/maxmemory-policy noeviction/);
  });

  it('hears that nothing is written to disk, and that nothing is lost by it', async () => {
    redis = await startRedis({ args: ['--appendonly', 'no'] });
    expect(await findingOf(redis.url)).toMatchObject({ grade: 'notice' });
  });

  it('hears within the time of one check that it is away, and never its password', async () => {
    const found = await findingOf(`redis://:s3cret-word@127.0.0.1:${await freePort()}`);
    expect(found.grade).toBe('bad');
    expect(found.found).toMatch(/连不上 Redis.*ECONNREFUSED/);
    expect(JSON.stringify(found)).not.toContain('s3cret-word');
  });
});
