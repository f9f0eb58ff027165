import { createPostgresBackend, type JobsOptions, Queue, runMigrations, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { z } from 'zod';
import type { Log } from '../shared/log.js';

/**
 * The catalogue of jobs. A job carries ids and looks again: it may run twice, late or for nothing, and every
 * one can be made anew from rows. No job has a fixed id: BullMQ drops a job whose id still exists.
 */
const jobSchema = z.discriminatedUnion('name', [
  /** Messages wait in these conversations: one job for many, because a job costs more than a row. */
  z.object({ name: z.literal('take-turns'), conversationIds: z.array(z.string()).min(1).max(200) }),
  /** Something lies in the outbox. */
  z.object({ name: z.literal('deliver-outbox') }),
  /** This reminder falls due now. */
  z.object({ name: z.literal('remind-deadline'), reminderId: z.string() }),
]);
export type WakeUp = z.infer<typeof jobSchema>;
export type JobName = WakeUp['name'];
export const jobNames: readonly JobName[] = ['take-turns', 'deliver-outbox', 'remind-deadline'];

export type JobHandlers = { [N in JobName]: (job: Extract<WakeUp, { name: N }>) => Promise<void> };

export interface WakeUps {
  /** Adds wake-ups; `delayMs` is machine time. A lost one is found by the sweep. */
  add(jobs: readonly { job: WakeUp; delayMs?: number }[]): Promise<void>;
  /** Starts working on them. */
  work(handlers: JobHandlers): void;
  /** Throws away all that waits; for tests and for a queue that went wrong. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Two attempts only: the sweep comes round within seconds and knows what is really left. Finished jobs are
 * removed at once because rows, not jobs, are the record.
 */
const jobOptions: JobsOptions = {
  attempts: 2,
  backoff: { type: 'fixed', delay: 500 },
  removeOnComplete: true,
  removeOnFail: 100,
};

/** Kept low: one BullMQ job costs about 1 ms of PostgreSQL, and a loaded server deadlocks (docs/limits.md). */
const concurrency = 4;

/** BullMQ on PostgreSQL, or on Redis where `redisUrl` is set. */
export async function createWakeUps(options: {
  connectionString: string;
  redisUrl?: string | undefined;
  log: Log;
}): Promise<WakeUps> {
  const { log } = options;
  const name = 'wake-ups';
  const onError = (error: Error) => log.warn({ code: 'queue', reason: error.message }, 'queue connection');

  if (options.redisUrl) {
    const connection = new Redis(options.redisUrl, { maxRetriesPerRequest: null });
    connection.on('error', onError);
    const queue = new Queue(name, { connection, defaultJobOptions: jobOptions });
    return assemble(
      queue,
      (run) => new Worker(name, run, { connection, concurrency }),
      async () => {
        connection.disconnect();
      },
      log,
      onError,
    );
  }

  const pool = new pg.Pool({
    connectionString: options.connectionString,
    options: '-c search_path=bullmq,public',
    application_name: 'gridwhistle-queue',
    max: 6,
  });
  pool.on('error', onError);
  const migrator = await pool.connect();
  try {
    await runMigrations(migrator);
  } finally {
    migrator.release();
  }
  const queue = new Queue(name, { connection: pool, defaultJobOptions: jobOptions }, createPostgresBackend);
  await queue.waitUntilReady();
  return assemble(
    queue,
    (run) => new Worker(name, run, { connection: pool, concurrency }, createPostgresBackend),
    () => pool.end(),
    log,
    onError,
  );
}

interface AnyQueue {
  addBulk(jobs: { name: string; data: WakeUp; opts?: JobsOptions }[]): Promise<unknown>;
  obliterate(options: { force: boolean }): Promise<void>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}
interface AnyWorker {
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

function assemble(
  queue: AnyQueue,
  makeWorker: (run: (job: { data: unknown }) => Promise<void>) => AnyWorker,
  disconnect: () => Promise<void>,
  log: Log,
  onError: (error: Error) => void,
): WakeUps {
  let worker: AnyWorker | null = null;
  queue.on('error', onError);
  return {
    async add(jobs) {
      if (jobs.length === 0) return;
      await queue.addBulk(
        jobs.map(({ job, delayMs }) => ({
          name: job.name,
          data: job,
          opts: delayMs ? { delay: delayMs } : {},
        })),
      );
    },
    work(handlers) {
      worker = makeWorker(async (job) => {
        const wake = jobSchema.parse(job.data);
        switch (wake.name) {
          case 'take-turns':
            return handlers['take-turns'](wake);
          case 'deliver-outbox':
            return handlers['deliver-outbox'](wake);
          case 'remind-deadline':
            return handlers['remind-deadline'](wake);
        }
      });
      worker.on('error', onError);
    },
    wipe: () => queue.obliterate({ force: true }),
    async close() {
      await worker?.close();
      await queue.close();
      await disconnect();
      log.debug({}, 'queue closed');
    },
  };
}
