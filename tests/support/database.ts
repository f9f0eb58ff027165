import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { OpenDatabase } from '../../src/store/postgres/open-database.js';
import { onDatabase } from './on-database.js';

/** A migrated database for one test file. */
export interface TestDatabase {
  pool: pg.Pool;
  connectionString: string;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const serverUrl = inject('testServerUrl');
  await onServer(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${inject('testTemplate')}`);
  const { pool, connectionString } = onDatabase(serverUrl, name);
  return {
    pool,
    connectionString,
    async drop() {
      if (!pool.ending) await pool.end();
      await onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** The same as the product opens it; it stays open for the test when the product lets go. */
export function asOpened({ pool, connectionString }: TestDatabase): OpenDatabase {
  return { pool, connectionString, close: async () => undefined };
}

async function onServer(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
