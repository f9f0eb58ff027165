import type { JobHandlers } from '../queue/job-catalogue.js';
import type { Observer } from '../shared/observer.js';

/** The same handlers, with each job reported. */
export function observedJobs(handlers: JobHandlers, observer: Observer): JobHandlers {
  const timed =
    <J>(job: string, work: (given: J) => Promise<void>) =>
    async (given: J): Promise<void> => {
      const began = performance.now();
      let ok = false;
      try {
        await work(given);
        ok = true;
      } finally {
        observer.note({ what: 'job', job, ok, ms: performance.now() - began });
      }
    };
  return {
    'take-turns': timed('take-turns', handlers['take-turns']),
    'deliver-outbox': timed('deliver-outbox', handlers['deliver-outbox']),
    'remind-due': timed('remind-due', handlers['remind-due']),
  };
}
