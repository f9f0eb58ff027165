import type pg from 'pg';

/** Makes the waits of deliveries pass faster than the machine's time. */
export interface Hurry {
  stop(): Promise<void>;
}

const stepMs = 500;

/**
 * Brings forward, in the rows, what deliveries wait for: the end of a hold, the next attempt, the rest of a channel, the
 * minute in which a member has got all that WeCom takes for him. `advance` moves WeCom's own clock as far, always
 * before the rows, so that the product never counts less than WeCom does. Everything else runs in real time. A row that
 * somebody works on at this moment is left for the next step, so that nobody ever waits for us in a circle. With a hold
 * as short as this a message may also be taken over while its first holder still sends it, which makes the test harder,
 * not easier.
 */
export function startHurry(pool: pg.Pool, factor: number, advance: (ms: number) => void): Hurry {
  if (factor <= 1) return { stop: async () => undefined };
  let before = performance.now();
  let underWay: Promise<void> = Promise.resolve();
  const step = async () => {
    const now = performance.now();
    const aheadMs = (now - before) * (factor - 1);
    before = now;
    advance(aheadMs);
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
    // What is older counts for the hour, which no run reaches, and for WeCom's memory of four.
    await pool.query(
      `WITH free AS (
         SELECT person_id, channel, print FROM outbound_prints
         WHERE said_at > clock_timestamp() - interval '1 minute'
         FOR UPDATE SKIP LOCKED
       )
       UPDATE outbound_prints p SET said_at = said_at - $1 * interval '1 millisecond'
       FROM free WHERE (p.person_id, p.channel, p.print) = (free.person_id, free.channel, free.print)`,
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
