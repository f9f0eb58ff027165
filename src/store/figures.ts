import type pg from 'pg';
import { z } from 'zod';

/** What the rows say at one moment; the same in every process. */
export interface LedgerFigures {
  waiting: { messages: number; reminders: number };
  /** Seconds for which the oldest has waited; 0 when none does. */
  oldestSeconds: { message: number; delivery: number; reminder: number };
  outbox: { lane: number; state: string; count: number }[];
  incidents: { code: string; count: number }[];
}

const seconds = z.coerce.number().transform((value) => Math.max(0, value));
const waitingSchema = z.object({
  messages: z.coerce.number(),
  oldest_message: seconds,
  reminders: z.coerce.number(),
  oldest_reminder: seconds,
  oldest_delivery: seconds,
});
const outboxSchema = z.array(z.object({ lane: z.number(), state: z.string(), count: z.coerce.number() }));
const incidentsSchema = z.array(z.object({ code: z.string(), count: z.coerce.number() }));
const casesSchema = z.array(z.object({ state: z.string(), count: z.coerce.number() }));

/** @param now - the product's clock, which the rows were written by */
export async function readLedgerFigures(pool: pg.Pool, now: Date): Promise<LedgerFigures> {
  const waiting = waitingSchema.parse(
    (
      await pool.query(
        `SELECT m.n AS messages, m.age AS oldest_message, r.n AS reminders, r.age AS oldest_reminder,
           d.age AS oldest_delivery
         FROM (SELECT count(*) AS n, coalesce(extract(epoch FROM $1::timestamptz - min(received_at)), 0) AS age
               FROM inbound_messages WHERE handled_at IS NULL) m,
              (SELECT count(*) AS n, coalesce(extract(epoch FROM $1::timestamptz - min(due_at)), 0) AS age
               FROM reminders WHERE state = 'pending' AND due_at <= $1) r,
              (SELECT coalesce(extract(epoch FROM $1::timestamptz - min(queued_at)), 0) AS age
               FROM outbound_messages WHERE state IN ('queued', 'sending')) d`,
        [now],
      )
    ).rows[0],
  );
  const outbox = await pool.query(
    `SELECT lane, state, count(*) FROM outbound_messages
     WHERE state IN ('queued', 'sending', 'failed') GROUP BY lane, state`,
  );
  const incidents = await pool.query(
    'SELECT code, count(*) FROM incidents WHERE open_key IS NOT NULL GROUP BY code',
  );
  return {
    waiting: { messages: waiting.messages, reminders: waiting.reminders },
    oldestSeconds: {
      message: waiting.oldest_message,
      delivery: waiting.oldest_delivery,
      reminder: waiting.oldest_reminder,
    },
    outbox: outboxSchema.parse(outbox.rows),
    incidents: incidentsSchema.parse(incidents.rows),
  };
}

/** Walks an index over all cases: some tenths of a second with a million of them, so it is asked for rarely. */
export async function countCasesByState(pool: pg.Pool): Promise<{ state: string; count: number }[]> {
  return casesSchema.parse((await pool.query('SELECT state, count(*) FROM cases GROUP BY state')).rows);
}
