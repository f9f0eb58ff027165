import type { WakeUp } from './job-catalogue.js';

/** One job as it is handed to BullMQ. */
export interface NewJob {
  job: WakeUp;
  delayMs: number;
  /**
   * BullMQ drops a job whose id still exists, also while that one runs. Only for jobs of which one is as good as
   * two; all others have none.
   */
  id?: string;
}

/** BullMQ on PostgreSQL or on Redis. Everything here may fail: what is lost is found by the sweep. */
export interface QueueBackend {
  readonly name: 'postgres' | 'redis';
  /** False while the server cannot be reached: adding would fail. */
  isUp(): boolean;
  /** Rejects within seconds when the server does not answer. */
  add(jobs: readonly NewJob[]): Promise<void>;
  /** Starts working, as soon as the server can be reached. */
  work(run: (data: unknown) => Promise<void>): void;
  /** Throws away all that waits. */
  wipe(): Promise<void>;
  /** Takes no new job and waits for those under way, at most `graceMs`; `late` when some were left. */
  stopWorking(graceMs: number): Promise<'done' | 'late'>;
  close(): Promise<void>;
}

export const queueName = 'wake-ups';

/**
 * Two attempts only: the sweep comes round within seconds and knows what is really left. Finished jobs are
 * removed at once because rows, not jobs, are the record; so are failed ones, which would keep their id taken.
 */
export const jobOptions = {
  attempts: 2,
  backoff: { type: 'fixed', delay: 500 },
  removeOnComplete: true,
  removeOnFail: true,
} as const;

/** Kept low: one BullMQ job costs about 1 ms of PostgreSQL, and a loaded server deadlocks (docs/limits.md). */
const concurrency = 4;

/** `runRetryDelay`: pause after a lost connection; BullMQ's own is 15 s, much longer than the sweep's period. */
export const workerOptions = { concurrency, runRetryDelay: 1000 } as const;

export function bulkOf(jobs: readonly NewJob[]) {
  return jobs.map(({ job, delayMs, id }) => ({
    name: job.name,
    data: job,
    opts: { ...(delayMs > 0 ? { delay: delayMs } : {}), ...(id === undefined ? {} : { jobId: id }) },
  }));
}
