import type pg from 'pg';
import { livingHolders } from './holder.js';

/**
 * Makes due again what processes held that died; returns how much. A process whose connection broke may still be at
 * work on what it held: its marks are no longer taken, and what both send is the same to the byte.
 *
 * The locks are looked at after the statement's view of the rows was taken, and whoever claims has locked its number
 * before, so no claim of a living process is ever freed. Rows that somebody works on at this moment are left for the
 * next time, so that nobody waits in a circle.
 */
export async function freeClaims(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ freed: number }>(freeSql);
  return rows[0]?.freed ?? 0;
}

/** Exported for the test that looks at its plan. Arrays, because joins would be planned over all that was ever sent. */
export const freeSql = `
  WITH dead AS MATERIALIZED (
    SELECT held_by FROM (
      SELECT held_by FROM outbound_messages WHERE state = 'sending' AND held_by IS NOT NULL
      UNION SELECT held_by FROM reminders WHERE state = 'pending' AND held_by IS NOT NULL
      UNION SELECT (value->>'heldBy')::int FROM settings WHERE starts_with(key, 'pause:') AND value ? 'heldBy'
    ) h
    WHERE held_by NOT IN (${livingHolders})
  ), messages AS (
    UPDATE outbound_messages SET state = 'queued', claim = NULL, claimed_until = NULL, held_by = NULL
    WHERE seq = ANY (ARRAY(
      SELECT seq FROM outbound_messages
      WHERE state = 'sending' AND held_by = ANY (ARRAY(SELECT held_by FROM dead))
      FOR UPDATE SKIP LOCKED))
    RETURNING 1
  ), due AS (
    UPDATE reminders SET claimed_until = NULL, held_by = NULL
    WHERE id = ANY (ARRAY(
      SELECT id FROM reminders
      WHERE state = 'pending' AND held_by IS NOT NULL AND held_by = ANY (ARRAY(SELECT held_by FROM dead))
      FOR UPDATE SKIP LOCKED))
    RETURNING 1
  ), probes AS (
    UPDATE settings SET expires_at = clock_timestamp(), value = value - 'heldBy'
    WHERE key = ANY (ARRAY(
      SELECT key FROM settings
      WHERE starts_with(key, 'pause:') AND (value->>'heldBy')::int = ANY (ARRAY(SELECT held_by FROM dead))
      FOR UPDATE SKIP LOCKED))
    RETURNING 1
  )
  SELECT ((SELECT count(*) FROM messages) + (SELECT count(*) FROM due) + (SELECT count(*) FROM probes))::int AS freed`;
