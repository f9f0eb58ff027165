import type pg from 'pg';
import { z } from 'zod';

export interface ServerFacts {
  version: string;
  major: number;
  database: string;
  /** `on` for each where a commit that was answered survives a power cut. */
  durability: { fsync: string; synchronousCommit: string; fullPageWrites: string };
  connections: { used: number; ours: number; limit: number };
}

const schema = z.object({
  version: z.string(),
  number: z.coerce.number(),
  database: z.string(),
  fsync: z.string(),
  synchronous_commit: z.string(),
  full_page_writes: z.string(),
  limit: z.coerce.number(),
});
const countSchema = z.object({ used: z.coerce.number(), ours: z.coerce.number() });

/** What the server says of itself. */
export async function readServerFacts(pool: pg.Pool): Promise<ServerFacts> {
  const found = await pool.query(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number,
            current_database() AS database, current_setting('fsync') AS fsync,
            current_setting('synchronous_commit') AS synchronous_commit,
            current_setting('full_page_writes') AS full_page_writes,
            current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS "limit"`,
  );
  const said = schema.parse(found.rows[0]);
  // Without rights on other accounts their names are hidden, but their rows are counted.
  const counted = await pool.query(
    `SELECT count(*) AS used, count(*) FILTER (WHERE application_name LIKE 'gridwhistle%') AS ours
       FROM pg_stat_activity WHERE backend_type = 'client backend'`,
  );
  return {
    version: said.version,
    major: Math.floor(said.number / 10_000),
    database: said.database,
    durability: {
      fsync: said.fsync,
      synchronousCommit: said.synchronous_commit,
      fullPageWrites: said.full_page_writes,
    },
    connections: { ...countSchema.parse(counted.rows[0]), limit: said.limit },
  };
}
