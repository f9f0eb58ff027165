import type pg from 'pg';

/**
 * Runs `work` while no other process of this database runs one of the same name; a second waits. Holds a connection
 * meanwhile, which PostgreSQL takes the lock from when this process dies.
 */
export async function alone<T>(pool: pg.Pool, name: string, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [`alone:${name}`]);
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtext($1))', [`alone:${name}`]).catch(() => undefined);
    client.release();
  }
}
