import pg from 'pg';

/** A pool on another database of the same server, and its connection string. */
export function onDatabase(serverUrl: string, database: string): { pool: pg.Pool; connectionString: string } {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  const connectionString = url.toString();
  const pool = new pg.Pool({ connectionString, max: 10 });
  // Dropping the database at the end of a test breaks idle connections; that is not the test's concern.
  pool.on('error', () => undefined);
  return { pool, connectionString };
}
