import type pg from 'pg';
import { z } from 'zod';

const clockSchema = z.object({ at: z.date() });

/** The database's own clock; rejects when it does not answer. */
export async function readDatabaseClock(pool: pg.Pool): Promise<Date> {
  const { rows } = await pool.query('SELECT clock_timestamp() AS at');
  return clockSchema.parse(rows[0]).at;
}

const failedSchema = z.object({
  pressing: z.coerce.number(),
  others: z.coerce.number(),
  codes: z.string().nullable(),
});

/**
 * Messages queued since `since` that were given up, without those whose failure is nobody's fault. `pressing` are the
 * lanes of dangers and deadlines.
 */
export async function readFailedDeliveries(
  pool: pg.Pool,
  since: Date,
  harmless: readonly string[],
): Promise<{ pressing: number; others: number; codes: string }> {
  const { rows } = await pool.query(
    `SELECT count(*) FILTER (WHERE lane <= 1) AS pressing, count(*) FILTER (WHERE lane > 1) AS others,
       string_agg(DISTINCT failure_code, '、') AS codes
     FROM outbound_messages
     WHERE state = 'failed' AND queued_at > $1 AND NOT (coalesce(failure_code, '') = ANY ($2))`,
    [since, harmless],
  );
  const { pressing, others, codes } = failedSchema.parse(rows[0]);
  return { pressing, others, codes: codes ?? '' };
}

/** Attempts within this machine time to change what may not be changed. */
export async function countTamperAttempts(pool: pg.Pool, withinMs: number): Promise<number> {
  const { rows } = await pool.query(
    `SELECT count(*) AS n FROM tamper_attempts WHERE at > clock_timestamp() - $1 * interval '1 millisecond'`,
    [withinMs],
  );
  return z.object({ n: z.coerce.number() }).parse(rows[0]).n;
}
