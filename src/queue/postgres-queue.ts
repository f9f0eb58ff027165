import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import type { Log } from '../shared/log.js';
import { within } from '../shared/within.js';
import { hearErrors } from './connection-noise.js';
import { bulkOf, jobOptions, type QueueBackend, queueName, workerOptions } from './queue-backend.js';

/** One of a worker's connections listens for new jobs; the others are shared by its few jobs. */
const poolSize = { adding: 2, working: 4 } as const;
/**
 * Up to so many jobs are added one by one: BullMQ's bulk insert makes and drops two tables each time, which costs
 * PostgreSQL 3 ms and every other connection its cached catalogue; one job alone costs 0.3 ms (measured).
 */
const fewJobs = 8;
const firstTryMs = 5000;
const tryAgainMs = 1000;

function makeQueue(connection: pg.Pool) {
  return new Queue(queueName, { connection, defaultJobOptions: jobOptions }, createPostgresBackend);
}

function makeWorker(connection: pg.Pool, run: (data: unknown) => Promise<void>) {
  return new Worker(
    queueName,
    (job) => run(job.data),
    { connection, ...workerOptions },
    createPostgresBackend,
  );
}

/**
 * BullMQ in the product's own PostgreSQL, in a schema of its own. BullMQ remembers for ever that its first look at the
 * database failed, so queue and worker are made only when the database has answered.
 */
export async function openPostgresQueue(
  options: { connectionString: string; works: boolean },
  log: Log,
): Promise<QueueBackend> {
  const onError = hearErrors(log);
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    options: '-c search_path=bullmq,public',
    application_name: 'gridwhistle-queue',
    max: options.works ? poolSize.working : poolSize.adding,
    connectionTimeoutMillis: 5000,
    // A waiting reader must notice that the server is gone.
    keepAlive: true,
  });
  pool.on('error', onError);

  let queue: ReturnType<typeof makeQueue> | null = null;
  let worker: ReturnType<typeof makeWorker> | null = null;
  let run: ((data: unknown) => Promise<void>) | null = null;
  let closing = false;
  let nextTry: NodeJS.Timeout | null = null;

  const startWorker = () => {
    if (!queue || worker || !run || closing) return;
    worker = makeWorker(pool, run);
    worker.on('error', onError);
  };
  const open = async () => {
    try {
      // Several processes may start at once: BullMQ's migrations stand in line behind a lock of their own.
      const client = await pool.connect();
      try {
        await runMigrations(client);
      } finally {
        client.release();
      }
      const made = makeQueue(pool);
      made.on('error', onError);
      await made.waitUntilReady();
      queue = made;
      startWorker();
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
      if (!closing) nextTry = setTimeout(() => void open(), tryAgainMs);
    }
  };
  await within(firstTryMs, open());

  return {
    name: 'postgres',
    isUp: () => queue !== null,
    async add(jobs) {
      const bulk = bulkOf(jobs);
      if (bulk.length > fewJobs) await queue?.addBulk(bulk);
      else for (const { name, data, opts } of bulk) await queue?.add(name, data, opts);
    },
    work(given) {
      run = given;
      startWorker();
    },
    async wipe() {
      await queue?.obliterate({ force: true });
    },
    async stopWorking(graceMs) {
      closing = true;
      if (nextTry) clearTimeout(nextTry);
      return worker ? within(graceMs, worker.close()) : 'done';
    },
    async close() {
      if (queue) await within(1000, queue.close());
      await within(2000, pool.end());
    },
  };
}
