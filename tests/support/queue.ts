import { readSettings } from '../../src/config/read-settings.js';
import type { RedisSettings } from '../../src/config/redis-settings.js';
import { ConfigReport } from '../../src/config/report.js';
import type { JobHandlers, JobName } from '../../src/queue/job-catalogue.js';
import { createWakeUps, type WakeUps } from '../../src/queue/wake-ups.js';
import { silentLog } from '../../src/shared/log.js';
import { createTestDatabase } from './database.js';
import { queueSettings } from './queue-settings.js';

/** Where a test's queues lie: those opened from one place share their jobs, as the processes of one product do. */
export interface QueuePlace {
  open(): Promise<WakeUps>;
  close(): Promise<void>;
}

/** The Redis that these settings name. */
export function redisOf(env: NodeJS.ProcessEnv): RedisSettings | undefined {
  const report = new ConfigReport();
  // A folder without .env: only what the test gives counts.
  const { settings } = readSettings(env, '/nowhere', report);
  report.throwIfRefused('config');
  return settings?.redis;
}

export async function queuePlace(): Promise<QueuePlace> {
  const database = await createTestDatabase();
  const redis = redisOf(queueSettings());
  const opened: WakeUps[] = [];
  return {
    async open() {
      const wakeUps = await createWakeUps({
        connectionString: database.connectionString,
        redis,
        log: silentLog,
      });
      opened.push(wakeUps);
      return wakeUps;
    },
    async close() {
      for (const each of opened) await each.stopWorking(1000);
      for (const each of opened) await each.close();
      await database.drop();
    },
  };
}

/** Handlers that do nothing, but for those given. */
export function handlersWith(given: Partial<JobHandlers>): JobHandlers {
  const nothing = async () => {};
  return { 'take-turns': nothing, 'deliver-outbox': nothing, 'remind-due': nothing, ...given };
}

/** Handlers that count the jobs of this name. */
export function countJobs(name: JobName): { handlers: JobHandlers; count(): number } {
  let jobs = 0;
  const count = async () => {
    jobs += 1;
  };
  return { handlers: handlersWith({ [name]: count }), count: () => jobs };
}
