import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/config/read-settings.js';
import { ConfigReport } from '../../src/config/report.js';

/** Settings of these variables alone, or what the operator reads instead. */
function read(env: NodeJS.ProcessEnv) {
  const report = new ConfigReport();
  const { settings } = readSettings(env, '/nowhere', report);
  report.throwIfRefused('config');
  return settings;
}

describe('Where the queue lies', () => {
  it('is PostgreSQL as long as nobody names a Redis', () => {
    expect(read({})?.redis).toBeUndefined();
  });

  it('is one Redis, encrypted where its address says so', () => {
    expect(read({ REDIS_URL: 'rediss://cache.invalid:6380/2', REDIS_PASSWORD: 'not-real' })?.redis).toEqual({
      kind: 'single',
      url: 'rediss://cache.invalid:6380/2',
      password: 'not-real',
      tls: true,
      prefix: 'gridwhistle',
    });
  });

  it('is the server that Sentinels point at', () => {
    expect(
      read({
        REDIS_SENTINELS: 'a.invalid:26379, [::1]:26380',
        REDIS_SENTINEL_NAME: 'mymaster',
        REDIS_SENTINEL_PASSWORD: 'not-real',
        REDIS_PREFIX: 'east',
      })?.redis,
    ).toEqual({
      kind: 'sentinel',
      sentinels: [
        { host: 'a.invalid', port: 26379 },
        { host: '::1', port: 26380 },
      ],
      name: 'mymaster',
      sentinelPassword: 'not-real',
      tls: false,
      prefix: 'east',
    });
  });

  it('is a Cluster, known by some of its nodes', () => {
    expect(read({ REDIS_CLUSTER: 'a.invalid:6379,b.invalid:6379', REDIS_TLS: 'on' })?.redis).toEqual({
      kind: 'cluster',
      nodes: [
        { host: 'a.invalid', port: 6379 },
        { host: 'b.invalid', port: 6379 },
      ],
      tls: true,
      prefix: 'gridwhistle',
    });
  });

  it.each([
    [
      { REDIS_URL: 'redis://a.invalid', REDIS_CLUSTER: 'b.invalid:6379' },
      /REDIS_URL、REDIS_CLUSTER 只能写一个/,
    ],
    [{ REDIS_SENTINELS: 'a.invalid:26379' }, /REDIS_SENTINEL_NAME.*还要写主库的名称/],
    [{ REDIS_SENTINELS: 'a.invalid' }, /REDIS_SENTINELS.*主机:端口/],
    [{ REDIS_PASSWORD: 'hush' }, /REDIS_PASSWORD.*没有写 Redis 在哪里/],
    [{ REDIS_TLS: 'yes' }, /只能是 on 或 off/],
    [{ REDIS_PREFIX: 'a:b' }, /只能用字母、数字/],
    [{ DB_POOL_SIZE: '2' }, /不小于 4/],
    [{ ROLE: 'boss' }, /只能是 all、web、worker 之一/],
  ])('%j is refused with what to do about it', (env, says) => {
    expect(() => read(env)).toThrow(says);
    expect(() => read(env)).not.toThrow(/hush/);
  });
});
