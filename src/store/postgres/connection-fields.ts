import pg from 'pg';

/** Shown in pg_stat_activity, so that an operator can tell the product's connections from others. */
export const applicationName = 'gridwhistle';

/**
 * A connection string taken apart, so that one field (the database) can be replaced: given a
 * connection string, `pg` ignores the other fields.
 */
export function connectionFields(connectionString: string): pg.PoolConfig {
  const client = new pg.Client({ connectionString });
  return {
    host: client.host,
    port: client.port,
    user: client.user,
    password: client.password,
    database: client.database,
    ssl: client.ssl,
    application_name: applicationName,
  };
}
