import type pg from 'pg';

/**
 * Empties BullMQ's tables on PostgreSQL. What was migrated stays, as it does for an operator who deletes the jobs:
 * without its functions the queue would not be empty but broken.
 */
export async function wipePostgresQueue(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname = 'bullmq' AND tablename !~ 'migration'`,
  );
  if (rows.length === 0) throw new Error('the queue has no tables in the schema bullmq');
  await pool.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}`);
}
