import { z } from 'zod';
import type { RedisSettings } from '../config/redis-settings.js';
import { connectRedis } from './redis-client.js';

export interface RedisFacts {
  version: string;
  /** `noeviction` is what a queue needs: any other lets Redis throw jobs away when its memory is full. */
  policy: string;
  /** Whether every write is logged to disk. */
  appendOnly: boolean;
  /** Of one node, for a Cluster. */
  usedMemory: string;
}

const factsSchema = z.object({
  redis_version: z.string(),
  maxmemory_policy: z.string(),
  aof_enabled: z.string(),
  used_memory_human: z.string(),
});

/** What Redis says of itself. `INFO` is allowed where `CONFIG` is not, as with Redis that is hired. */
export async function inspectRedis(settings: RedisSettings): Promise<RedisFacts> {
  // Waits for the connection, and for nothing else: the caller gives up by the clock.
  const client = connectRedis(settings, 'working');
  // The last of these is told when the caller gives up; unheard, it would end the process.
  let lastError: Error | undefined;
  client.on('error', (error: Error) => {
    lastError = error;
  });
  try {
    const text = await Promise.race([client.info(), failing(() => lastError)]);
    const lines = text.split('\r\n').map((line) => line.split(':', 2));
    const facts = factsSchema.parse(Object.fromEntries(lines.filter((line) => line.length === 2)));
    return {
      version: facts.redis_version,
      policy: facts.maxmemory_policy,
      appendOnly: facts.aof_enabled === '1',
      usedMemory: facts.used_memory_human,
    };
  } finally {
    client.disconnect();
  }
}

const patienceMs = 4_000;

function failing(reason: () => Error | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(reason() ?? new Error('no answer')), patienceMs).unref();
  });
}
