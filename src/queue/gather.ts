import type { WakeUp } from './job-catalogue.js';
import type { NewJob } from './queue-backend.js';

/** Reminders of this time share one wake-up, which comes at its end: no reminder waits longer for its job than this. */
export const slotMs = 250;

/** A slot that was armed is armed again after this, so that an emptied queue fills up again from rows. */
const forgetArmedMs = 60_000;

/**
 * Gathers wake-ups until the next hand-over. One for the outbox stands for any number of them, and one for the
 * reminders of a whole slot: a job costs more than the row it is about.
 */
export class Gathered {
  #jobs: NewJob[] = [];
  #deliver = false;
  #slots = new Set<number>();
  /** Slots that already have a job, with the time at which they got it. */
  readonly #armed = new Map<number, number>();

  put(job: WakeUp, delayMs: number, now: number): void {
    switch (job.name) {
      case 'deliver-outbox':
        this.#deliver = true;
        return;
      case 'remind-due': {
        // Rounded up: at the beginning of its slot a reminder would not be due yet.
        const slot = Math.ceil((now + delayMs) / slotMs);
        if (!this.#isArmed(slot, now)) this.#slots.add(slot);
        return;
      }
      case 'take-turns':
        this.#jobs.push({ job, delayMs });
    }
  }

  isEmpty(): boolean {
    return this.#jobs.length === 0 && !this.#deliver && this.#slots.size === 0;
  }

  /** All that was gathered since the last time. */
  take(now: number): NewJob[] {
    const jobs = this.#jobs;
    if (this.#deliver) jobs.push({ job: { name: 'deliver-outbox' }, delayMs: 0 });
    for (const slot of this.#slots) {
      this.#armed.set(slot, now);
      jobs.push({
        job: { name: 'remind-due' },
        delayMs: Math.max(0, slot * slotMs - now),
        // All processes share one job a slot.
        id: `due-${slot}`,
      });
    }
    this.#jobs = [];
    this.#deliver = false;
    this.#slots = new Set();
    for (const [slot, at] of this.#armed) {
      if (slot * slotMs < now || now - at > forgetArmedMs) this.#armed.delete(slot);
    }
    return jobs;
  }

  /** Nothing that was handed over can be relied upon: the queue was emptied or out of reach. */
  forgetArmed(): void {
    this.#armed.clear();
  }

  #isArmed(slot: number, now: number): boolean {
    const at = this.#armed.get(slot);
    return at !== undefined && now - at <= forgetArmedMs;
  }
}
