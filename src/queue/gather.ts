import type { WakeUp } from './job-catalogue.js';
import type { NewJob } from './queue-backend.js';

/** A second that was armed is armed again after this, so that an emptied queue fills up again from rows. */
const forgetArmedMs = 60_000;

/**
 * Gathers wake-ups until the next hand-over. One for the outbox stands for any number of them, and one for the
 * reminders of a whole second: a job costs more than the row it is about.
 */
export class Gathered {
  #jobs: NewJob[] = [];
  #deliver = false;
  #seconds = new Set<number>();
  /** Seconds that already have a job, with the time at which they got it. */
  readonly #armed = new Map<number, number>();

  put(job: WakeUp, delayMs: number, now: number): void {
    switch (job.name) {
      case 'deliver-outbox':
        this.#deliver = true;
        return;
      case 'remind-due': {
        // Rounded up: at the beginning of its second a reminder would not be due yet.
        const second = Math.ceil((now + delayMs) / 1000);
        if (!this.#isArmed(second, now)) this.#seconds.add(second);
        return;
      }
      case 'take-turns':
        this.#jobs.push({ job, delayMs });
    }
  }

  isEmpty(): boolean {
    return this.#jobs.length === 0 && !this.#deliver && this.#seconds.size === 0;
  }

  /** All that was gathered since the last time. */
  take(now: number): NewJob[] {
    const jobs = this.#jobs;
    if (this.#deliver) jobs.push({ job: { name: 'deliver-outbox' }, delayMs: 0 });
    for (const second of this.#seconds) {
      this.#armed.set(second, now);
      jobs.push({
        job: { name: 'remind-due' },
        delayMs: Math.max(0, second * 1000 - now),
        // All processes share one job a second.
        id: `due-${second}`,
      });
    }
    this.#jobs = [];
    this.#deliver = false;
    this.#seconds = new Set();
    for (const [second, at] of this.#armed) {
      if (second * 1000 < now || now - at > forgetArmedMs) this.#armed.delete(second);
    }
    return jobs;
  }

  /** Nothing that was handed over can be relied upon: the queue was emptied or out of reach. */
  forgetArmed(): void {
    this.#armed.clear();
  }

  #isArmed(second: number, now: number): boolean {
    const at = this.#armed.get(second);
    return at !== undefined && now - at <= forgetArmedMs;
  }
}
