import { Cluster, type CommonRedisOptions, Redis } from 'ioredis';
import type { RedisSettings } from '../config/redis-settings.js';

/** A lost server is tried again after 50 ms, 100 ms … up to this. */
const longestPauseMs = 2000;
const retryStrategy = (times: number) => Math.min(longestPauseMs, 25 * 2 ** Math.min(times, 10));

/**
 * `adding` fails fast: a message must be answered although the queue is away. `working` waits for ever, which
 * BullMQ demands of its workers (https://docs.bullmq.io/guide/going-to-production).
 */
export type ClientUse = 'adding' | 'working';

const optionsOf: Record<ClientUse, CommonRedisOptions> = {
  adding: { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 2000 },
  working: { maxRetriesPerRequest: null },
};

/** Connects by itself, now and whenever the server comes back; never throws. */
export function connectRedis(settings: RedisSettings, use: ClientUse): Redis | Cluster {
  const options: CommonRedisOptions = {
    ...(settings.username === undefined ? {} : { username: settings.username }),
    ...(settings.password === undefined ? {} : { password: settings.password }),
    ...(settings.tls ? { tls: {} } : {}),
    ...optionsOf[use],
    connectTimeout: 5000,
    // BullMQ 6 is tested with ioredis 5, which speaks RESP2; ioredis 6 speaks RESP3 unless told otherwise.
    protocol: 2,
  };
  switch (settings.kind) {
    case 'single':
      // What stands in the address goes before the rest.
      return new Redis(settings.url, { ...options, retryStrategy });
    case 'sentinel':
      return new Redis({
        ...options,
        retryStrategy,
        sentinels: settings.sentinels,
        name: settings.name,
        ...(settings.sentinelPassword === undefined ? {} : { sentinelPassword: settings.sentinelPassword }),
        ...(settings.tls ? { enableTLSForSentinelMode: true } : {}),
        sentinelRetryStrategy: retryStrategy,
      });
    case 'cluster':
      return new Cluster(settings.nodes, {
        redisOptions: options,
        enableOfflineQueue: use === 'working',
        clusterRetryStrategy: retryStrategy,
      });
  }
}
