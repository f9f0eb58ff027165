import type { RedisSettings } from '../config/redis-settings.js';
import type { Log } from '../shared/log.js';
import { noObserver, type Observer } from '../shared/observer.js';
import { Gathered } from './gather.js';
import { type JobHandlers, jobSchema, type WakeUp } from './job-catalogue.js';
import { openPostgresQueue } from './postgres-queue.js';
import type { QueueBackend } from './queue-backend.js';
import { openRedisQueue } from './redis-queue.js';

/** Wake-ups of this many milliseconds are handed over together; the first of a quiet time goes at once. */
const gatherMs = 20;

export interface WakeUps {
  /** Where the jobs lie. */
  readonly backend: 'postgres' | 'redis';
  /** False while the queue cannot be reached: the sweep alone does the work. */
  isUp(): boolean;
  /**
   * Takes wake-ups to be handed to the queue in a moment; `delayMs` is machine time. Waits for nothing and never
   * fails: a lost one is found by the sweep.
   */
  add(jobs: readonly { job: WakeUp; delayMs?: number }[]): Promise<void>;
  /** Starts working on them. */
  work(handlers: JobHandlers): void;
  /** Throws away all that waits; for tests and for a queue that went wrong. */
  wipe(): Promise<void>;
  /** Takes no new job and waits for those under way, at most `graceMs`; `late` when some were left. */
  stopWorking(graceMs: number): Promise<'done' | 'late'>;
  /** Hands over what was gathered and lets go of the queue. */
  close(): Promise<void>;
}

/** BullMQ on Redis where that is set, else on PostgreSQL. Opens also when the server is away. */
export async function createWakeUps(options: {
  connectionString: string;
  redis?: RedisSettings | undefined;
  /** False: this process only adds, and needs fewer connections. */
  works?: boolean;
  observer?: Observer;
  log: Log;
}): Promise<WakeUps> {
  const { log, connectionString, works = true, observer = noObserver } = options;
  const backend: QueueBackend = options.redis
    ? await openRedisQueue(options.redis, log)
    : await openPostgresQueue({ connectionString, works }, log);

  const gathered = new Gathered();
  let handingOver: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closing: Promise<void> | null = null;
  let lastAt = Number.NEGATIVE_INFINITY;

  const handOver = async () => {
    const jobs = gathered.take(Date.now());
    if (jobs.length === 0) return;
    try {
      if (!backend.isUp()) throw new Error('the queue is away');
      await backend.add(jobs);
    } catch (error) {
      gathered.forgetArmed();
      observer.note({ what: 'wake-up-lost' });
      log.debug({ code: 'wake-up-lost', jobs: jobs.length, reason: String(error) }, 'left to the sweep');
    }
  };
  const plan = () => {
    if (timer || handingOver || closing || gathered.isEmpty()) return;
    const waitMs = Math.max(0, lastAt + gatherMs - performance.now());
    timer = setTimeout(() => {
      timer = null;
      lastAt = performance.now();
      handingOver = handOver().finally(() => {
        handingOver = null;
        plan();
      });
    }, waitMs);
  };

  return {
    backend: backend.name,
    isUp: () => backend.isUp(),
    async add(jobs) {
      const now = Date.now();
      for (const { job, delayMs = 0 } of jobs) gathered.put(job, delayMs, now);
      plan();
    },
    work(handlers) {
      backend.work(async (given) => {
        await handle(handlers, jobSchema.parse(given));
      });
    },
    async wipe() {
      gathered.forgetArmed();
      await backend.wipe();
    },
    stopWorking: (graceMs) => backend.stopWorking(graceMs),
    close() {
      closing ??= (async () => {
        if (timer) clearTimeout(timer);
        await handingOver;
        await handOver();
        await backend.close();
      })();
      return closing;
    },
  };
}

function handle(handlers: JobHandlers, wake: WakeUp): Promise<void> {
  switch (wake.name) {
    case 'take-turns':
      return handlers['take-turns'](wake);
    case 'deliver-outbox':
      return handlers['deliver-outbox'](wake);
    case 'remind-due':
      return handlers['remind-due'](wake);
  }
}
