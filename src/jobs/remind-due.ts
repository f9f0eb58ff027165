import type { Engine } from '../bot/engine.js';
import { remindDue } from '../bot/remind-due.js';
import type { JobHandlers } from '../queue/job-catalogue.js';

/** Reminders fall due at this moment, or so the job believes; the rows decide. */
export function remindDueJob(engine: Engine, stop: AbortSignal): JobHandlers['remind-due'] {
  return once(() => remindDue(engine, stop));
}

/** A wake-up that comes while the last one is at work lets it look once more, so that one process keeps the order. */
function once(work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  return async () => {
    again = true;
    running ??= (async () => {
      while (again) {
        again = false;
        await work();
      }
    })().finally(() => {
      running = null;
    });
    await running;
  };
}
