import type { WakeUps } from '../queue/wake-ups.js';

/** After a quiet time the first wake-ups wait this long for others; on a busy day the next ones wait longer. */
const firstAfterMs = 5;
const nextAfterMs = 25;

/** Conversations in one job: more would make one worker wait while others are free, unless all are busy anyway. */
const leastPerJob = 20;
const mostPerJob = 200;
/** Jobs that two workers have in hand at once. */
const jobsAtOnce = 8;

/** Gathers conversations with new messages: a job costs more than a row, so one stands for many. */
export class Waker {
  readonly #wakeUps: Pick<WakeUps, 'add'>;
  #waiting = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #flushedAt = Number.NEGATIVE_INFINITY;

  constructor(wakeUps: Pick<WakeUps, 'add'>) {
    this.#wakeUps = wakeUps;
  }

  add(conversationIds: readonly string[]): void {
    for (const id of conversationIds) this.#waiting.add(id);
    const dueInMs = Math.max(firstAfterMs, this.#flushedAt + nextAfterMs - performance.now());
    this.#timer ??= setTimeout(() => void this.flush(), dueInMs);
  }

  /** What is not handed over is found by the sweep. */
  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async flush(): Promise<void> {
    this.stop();
    if (this.#waiting.size === 0) return;
    const ids = [...this.#waiting];
    this.#waiting = new Set();
    this.#flushedAt = performance.now();
    const perJob = Math.min(mostPerJob, Math.max(leastPerJob, Math.ceil(ids.length / jobsAtOnce)));
    const jobs = [];
    for (let from = 0; from < ids.length; from += perJob) {
      jobs.push({ job: { name: 'take-turns' as const, conversationIds: ids.slice(from, from + perJob) } });
    }
    await this.#wakeUps.add(jobs);
  }
}
