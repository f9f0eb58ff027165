import type pg from 'pg';

/** Makes the waits of deliveries pass faster than the machine's time. */
export interface Hurry {
  stop(): Promise<void>;
}

const stepMs = 500;

/**
 * Brings forward, in the rows, what deliveries wait for: the end of a dead process's hold, the next attempt, the rest of
 * a channel. Everything else runs in real time. A row that somebody works on at this moment is left for the next step,
 * so that nobody ever waits for us in a circle. With a hold as short as this a message may also be taken over while
 * its first holder still sends it, which makes the test harder, not easier.
 */
export function startHurry(pool: pg.Pool, factor: number): Hurry {
  if (factor <= 1) return { stop: async () => undefined };
  let before = performance.now();
  let underWay: Promise<void> = Promise.resolve();
  const step = async () => {
    const now = performance.now();
    const aheadMs = (now - before) * (factor - 1);
    before = now;
    await pool.query(
      `WITH free AS (
         SELECT seq FROM outbound_messages
         WHERE (state = 'sending' AND claimed_until > clock_timestamp())
            OR (state = 'queued' AND not_before > clock_timestamp())
         FOR UPDATE SKIP LOCKED
       )
       UPDATE outbound_messages o
       SET claimed_until = claimed_until - $1 * interval '1 millisecond',
           not_before = not_before - $1 * interval '1 millisecond'
       FROM free WHERE o.seq = free.seq`,
      [aheadMs],
    );
    await pool.query(
      `UPDATE settings SET expires_at = expires_at - $1 * interval '1 millisecond'
       WHERE key IN (SELECT key FROM settings WHERE key LIKE 'pause:%' FOR UPDATE SKIP LOCKED)`,
      [aheadMs],
    );
  };
  const timer = setInterval(() => {
    // Before its tables are made, or while it is stopped on purpose, nothing can be sent either.
    underWay = underWay.then(step).catch(() => undefined);
  }, stepMs);
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
