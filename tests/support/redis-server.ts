import type { TestProject } from 'vitest/node';
import { startRedis } from './redis-process.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** In the project `redis` alone: towns and products of that run queue there. */
    redisUrl: string;
  }
}

/** One Redis for the whole run; every town has a prefix of its own. */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
  const redis = await startRedis();
  project.provide('redisUrl', redis.url);
  return () => redis.close();
}
