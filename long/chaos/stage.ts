import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Backend } from '../support/long-test.js';
import { openPostgresServer } from '../support/postgres-server.js';
import { openRedisServer } from '../support/redis-server.js';
import { type ChaosOptions, type ChaosResult, runChaos } from './run-chaos.js';
import type { Variant } from './variants.js';

/** What is the same in all runs of one command. */
export type Scene = Omit<ChaosOptions, 'seed' | 'databaseUrl' | 'redis' | 'wipes' | 'stopDatabase'>;

/** Servers of its own, on which one run takes place after the other. */
export interface Stage {
  /** The settings that make a commit durable. */
  durability: string;
  run(scene: Scene, seed: number, variant: Variant): Promise<ChaosResult>;
  close(): Promise<void>;
}

export async function openStage(backend: Backend): Promise<Stage> {
  const postgres = await openPostgresServer();
  const redis = backend === 'redis' ? await openRedisServer() : undefined;
  const stopFor = async (seconds: number) => {
    await postgres.stop();
    await delay(seconds * 1000);
    await postgres.start();
  };
  return {
    durability: postgres.durability,
    async run(scene, seed, { wipes, stopSeconds }) {
      const database = `run_${randomInt(1e9)}`;
      const result = await runChaos({
        ...scene,
        seed,
        wipes,
        databaseUrl: await postgres.createDatabase(database),
        ...(redis && { redis: { settings: { REDIS_URL: redis.url }, wipe: redis.wipe } }),
        ...(stopSeconds > 0 && { stopDatabase: () => stopFor(stopSeconds) }),
      });
      await redis?.wipe();
      await postgres.dropDatabase(database);
      return result;
    },
    async close() {
      await redis?.close();
      await postgres.close();
    },
  };
}
