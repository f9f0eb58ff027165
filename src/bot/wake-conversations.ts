import type { WakeUps } from '../queue/wake-ups.js';

/** After a quiet time the first wake-ups wait this long for others; while more and more come, the next ones longer. */
const firstAfterMs = 5;
const nextAfterMs = 50;
/** Who flushed within this time is in the midst of a rush. */
const rushMs = 2 * nextAfterMs;

/** Conversations in one job. After a quiet time workers are free, and each shall get some of a burst. */
const perJob = 20;
/** In a rush there is always another job, and adding one costs PostgreSQL a dozen times what storing a message does. */
const perJobInRush = 200;

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
    const now = performance.now();
    const size = now - this.#flushedAt < rushMs ? perJobInRush : perJob;
    this.#flushedAt = now;
    const jobs = [];
    for (let from = 0; from < ids.length; from += size) {
      jobs.push({ job: { name: 'take-turns' as const, conversationIds: ids.slice(from, from + size) } });
    }
    await this.#wakeUps.add(jobs);
  }
}
