import type pg from 'pg';

/**
 * A part that one process plays at a time, kept in a row with an end (machine time of the database): whoever holds it
 * renews it, and when its holder died another takes it after `holdMs`. No connection is held for it.
 */
export interface Lease {
  /** Takes or renews it; false while another process holds it. */
  take(): Promise<boolean>;
  /** Gives it up at once, so that nobody waits for its end. */
  leave(): Promise<void>;
}

export function createLease(pool: pg.Pool, name: string, holder: string, holdMs: number): Lease {
  const key = `lease:${name}`;
  return {
    async take() {
      const { rowCount } = await pool.query(
        `INSERT INTO settings (key, value, expires_at)
         VALUES ($1, to_jsonb($2::text), clock_timestamp() + $3 * interval '1 millisecond')
         ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, expires_at = EXCLUDED.expires_at
         WHERE settings.value = EXCLUDED.value OR settings.expires_at < clock_timestamp()`,
        [key, holder, holdMs],
      );
      return rowCount === 1;
    },
    async leave() {
      await pool.query('DELETE FROM settings WHERE key = $1 AND value = to_jsonb($2::text)', [key, holder]);
    },
  };
}
