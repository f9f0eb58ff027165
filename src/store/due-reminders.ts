import type pg from 'pg';
import { z } from 'zod';

export interface ClaimedReminder {
  id: string;
  caseId: string;
  dueAt: Date;
}

const claimSchema = z.array(
  z.object({ id: z.string(), case_id: z.string(), due_at: z.date(), step: z.number() }),
);

/** A reminder that failed so often no longer keeps the later ones of its case waiting. */
const patientAttempts = 3;

/**
 * Takes reminders that are due at `now` (the product's clock), earliest first, and holds them for `holdMs` of machine
 * time, or until the process with the number `heldBy` has died. None is taken while another process holds an earlier
 * one of the same case, so a case's reminders keep their order whoever works on them.
 */
export async function claimDueReminders(
  pool: pg.Pool,
  now: Date,
  holdMs: number,
  limit: number,
  heldBy: number | null,
): Promise<ClaimedReminder[]> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // One claim at a time: of two in the same moment neither would see what the other is about to hold.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('claim-reminders'))`);
    const { rows } = await client.query(claimSql, [now, holdMs, limit, patientAttempts, heldBy]);
    await client.query('COMMIT');
    return claimSchema
      .parse(rows)
      .sort((a, b) => a.due_at.getTime() - b.due_at.getTime() || a.step - b.step)
      .map((row) => ({ id: row.id, caseId: row.case_id, dueAt: row.due_at }));
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

const claimSql = `
  WITH mine AS (
    SELECT r.id FROM reminders r
    WHERE r.state = 'pending' AND r.due_at <= $1
      AND (r.claimed_until IS NULL OR r.claimed_until < clock_timestamp())
      AND NOT EXISTS (
        SELECT 1 FROM reminders e
        WHERE e.case_id = r.case_id AND e.state = 'pending' AND e.attempts < $4
          AND (e.due_at, e.step) < (r.due_at, r.step) AND e.claimed_until >= clock_timestamp()
      )
    ORDER BY r.due_at, r.step LIMIT $3
    FOR UPDATE OF r SKIP LOCKED
  )
  UPDATE reminders r
  SET claimed_until = clock_timestamp() + $2 * interval '1 millisecond', held_by = $5::int, attempts = r.attempts + 1
  FROM mine WHERE r.id = mine.id
  RETURNING r.id, r.case_id, r.due_at, r.step`;

/** Lets go of what was claimed and not begun. */
export async function releaseReminders(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  await pool.query(
    `UPDATE reminders SET claimed_until = NULL, held_by = NULL, attempts = attempts - 1
     WHERE id = ANY($1::uuid[]) AND state = 'pending' AND attempts > 0`,
    [ids],
  );
}

/**
 * The instants, until `until`, by which something has fallen due, counted in whole slots of `slotMs`; at most `limit` of
 * them.
 */
export async function listDueSlots(
  pool: pg.Pool,
  now: Date,
  until: Date,
  slotMs: number,
  limit: number,
): Promise<Date[]> {
  const { rows } = await pool.query<{ at: Date }>(
    `SELECT DISTINCT to_timestamp(ceil(extract(epoch FROM due_at) * 1000 / $3) * $3 / 1000) AS at FROM reminders
     WHERE state = 'pending' AND due_at > $1 AND due_at <= $2 ORDER BY 1 LIMIT $4`,
    [now, until, slotMs, limit],
  );
  return rows.map((row) => row.at);
}
