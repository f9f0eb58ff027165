import type pg from 'pg';
import { z } from 'zod';

/** Rows of one kind that wait, and since when the oldest does. */
export interface Waiting {
  count: number;
  oldest: Date | null;
}

export interface WaitingRows {
  /** Messages that no turn has taken. */
  messages: Waiting;
  /** Answers and notices that have not left. */
  deliveries: Waiting;
  /** Reminders whose time has come. */
  reminders: Waiting;
}

const schema = z.object({ count: z.coerce.number(), oldest: z.date().nullable() });

/** What is still to be done at `now`, the product's clock. */
export async function readWaitingRows(pool: pg.Pool, now: Date): Promise<WaitingRows> {
  const ask = async (sql: string, values: unknown[] = []) =>
    schema.parse((await pool.query(sql, values)).rows[0]);
  return {
    messages: await ask(
      'SELECT count(*), min(received_at) AS oldest FROM inbound_messages WHERE handled_at IS NULL',
    ),
    deliveries: await ask(
      `SELECT count(*), min(queued_at) AS oldest FROM outbound_messages WHERE state IN ('queued', 'sending')`,
    ),
    reminders: await ask(
      `SELECT count(*), min(due_at) AS oldest FROM reminders WHERE state = 'pending' AND due_at <= $1`,
      [now],
    ),
  };
}
