import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';

/** Settings that put a product's queue where this run has it: in Redis under a prefix of its own, else in PostgreSQL. */
export function queueSettings(): NodeJS.ProcessEnv {
  const url = inject('redisUrl');
  return url ? { REDIS_URL: url, REDIS_PREFIX: `test-${randomBytes(6).toString('hex')}` } : {};
}
