import pg from 'pg';

export interface Waiting {
  unhandled: number;
  unsent: number;
  /** All that was ever to be sent. */
  toSend: number;
}

/** What is still to be done, by the rows. */
export async function countWaiting(pool: pg.Pool): Promise<Waiting> {
  const { rows } = await pool.query<{ unhandled: string; unsent: string; to_send: string }>(
    `SELECT (SELECT count(*) FROM inbound_messages WHERE handled_at IS NULL) AS unhandled,
            (SELECT count(*) FROM outbound_messages WHERE state IN ('queued', 'sending')) AS unsent,
            (SELECT count(*) FROM outbound_messages) AS to_send`,
  );
  const [row] = rows;
  return {
    unhandled: Number(row?.unhandled),
    unsent: Number(row?.unsent),
    toSend: Number(row?.to_send),
  };
}

/** A few connections that survive the server's absence. */
export function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 2, connectionTimeoutMillis: 5000 });
  // The server is stopped on purpose in some runs.
  pool.on('error', () => undefined);
  return pool;
}
