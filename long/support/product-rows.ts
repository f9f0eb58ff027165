import pg from 'pg';

export interface Waiting {
  unhandled: number;
  unsent: number;
}

/** What is still to be done, by the rows. */
export async function countWaiting(pool: pg.Pool): Promise<Waiting> {
  const { rows } = await pool.query<{ unhandled: string; unsent: string }>(
    `SELECT (SELECT count(*) FROM inbound_messages WHERE handled_at IS NULL) AS unhandled,
            (SELECT count(*) FROM outbound_messages WHERE state IN ('queued', 'sending')) AS unsent`,
  );
  return { unhandled: Number(rows[0]?.unhandled), unsent: Number(rows[0]?.unsent) };
}

/** A few connections that survive the server's absence. */
export function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 2, connectionTimeoutMillis: 5000 });
  // The server is stopped on purpose in some runs.
  pool.on('error', () => undefined);
  return pool;
}
