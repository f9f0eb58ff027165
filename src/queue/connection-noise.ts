import type { Log } from '../shared/log.js';

/** A server that is away is tried several times a second; one line in this time is enough. */
const quietMs = 10_000;

/** Hears every error of a connection and logs the first of each stretch, with how many were passed over before. */
export function hearErrors(log: Log): (error: Error) => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  let passedOver = 0;
  return (error) => {
    if (performance.now() - lastAt < quietMs) {
      passedOver += 1;
      return;
    }
    log.warn({ code: 'queue', reason: error.message, passedOver }, 'queue connection');
    lastAt = performance.now();
    passedOver = 0;
  };
}
