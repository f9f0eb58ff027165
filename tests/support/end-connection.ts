import type pg from 'pg';

/** Ends the connection that holds this number of a process, as the death of that process would. */
export async function endConnectionOf(pool: pg.Pool, number: number | null): Promise<void> {
  const { rowCount } = await pool.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_locks
     WHERE locktype = 'advisory' AND objsubid = 2 AND objid = $1::int8::oid`,
    [number],
  );
  if (rowCount !== 1) throw new Error(`nobody holds the number ${number}`);
}
