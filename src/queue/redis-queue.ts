import { Queue, Worker } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import type { RedisSettings } from '../config/redis-settings.js';
import type { Log } from '../shared/log.js';
import { within } from '../shared/within.js';
import { hearErrors } from './connection-noise.js';
import { bulkOf, jobOptions, type QueueBackend, queueName, workerOptions } from './queue-backend.js';
import { connectRedis } from './redis-client.js';

/** A start does not wait longer for Redis: the sweep does the work until it is there. */
const firstLookMs = 2000;

/** BullMQ on Redis, which may be away at any time, also at the start. */
export async function openRedisQueue(settings: RedisSettings, log: Log): Promise<QueueBackend> {
  const onError = hearErrors(log);
  // In a Cluster all keys of a queue must lie in one slot: what stands in braces decides it. Elsewhere it is a name.
  const prefix = `{${settings.prefix}}`;
  const adding = connectRedis(settings, 'adding');
  adding.on('error', onError);
  const queue = new Queue(queueName, { connection: adding, prefix, defaultJobOptions: jobOptions });
  queue.on('error', onError);
  await within(firstLookMs, queue.waitUntilReady());

  let stopWorking = async (_graceMs: number): Promise<'done' | 'late'> => 'done';
  return {
    name: 'redis',
    isUp: () => isLive(adding),
    async add(jobs) {
      await queue.addBulk(bulkOf(jobs));
    },
    work(run) {
      const working = connectRedis(settings, 'working');
      working.on('error', onError);
      const copies = keepCopies(working, onError);
      const worker = new Worker(queueName, (job) => run(job.data), {
        connection: working,
        prefix,
        ...workerOptions,
      });
      worker.on('error', onError);
      stopWorking = async (graceMs) => {
        // BullMQ waits for ever for a server that is away (taskforcesh/bullmq#4656).
        const closed = await within(isLive(working) ? graceMs : Math.min(graceMs, 1000), worker.close());
        for (const client of [...copies, working]) client.disconnect();
        return closed;
      };
    },
    wipe: () => queue.obliterate({ force: true }),
    stopWorking: (graceMs) => stopWorking(graceMs),
    async close() {
      await within(1000, queue.close());
      adding.disconnect();
    },
  };
}

/** A Cluster that lost its nodes says `connect` and `reconnecting`; one that can be used says `ready`. */
function isLive(client: Redis | Cluster): boolean {
  return client.status === 'ready';
}

/**
 * BullMQ makes a second connection for its waiting read by copying this one, and keeps it to itself: without a list
 * of our own it could not be let go while the server is away.
 */
function keepCopies(client: Redis | Cluster, onError: (error: Error) => void): (Redis | Cluster)[] {
  const copies: (Redis | Cluster)[] = [];
  const duplicate = client.duplicate.bind(client) as (...words: unknown[]) => Redis | Cluster;
  Object.assign(client, {
    duplicate: (...words: unknown[]) => {
      const copy = duplicate(...words);
      copy.on('error', onError);
      copies.push(copy);
      return copy;
    },
  });
  return copies;
}
