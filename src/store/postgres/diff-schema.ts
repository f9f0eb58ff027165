import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { connectionFields } from './connection-fields.js';
import { readMigrations, toMigrationList } from './migrations-folder.js';
import { noExternals, withSchemaEngine } from './schema-engine.js';

/**
 * The SQL that would take prisma/migrations to prisma/schema.prisma; '' when they describe the same
 * tables. Functions, triggers and sequences written by hand in a migration are not Prisma's and do not
 * show. Replays the migrations in a scratch database of the same server and drops it again.
 */
export async function diffSchema(options: {
  connectionString: string;
  prismaFolder: string;
}): Promise<string> {
  const { connectionString, prismaFolder } = options;
  const schemaPath = join(prismaFolder, 'schema.prisma');
  const schema = await readFile(schemaPath, 'utf8');
  const migrations = await readMigrations(prismaFolder);
  return withScratchDatabase(connectionString, async (shadow) => {
    const difference = await withSchemaEngine(
      { database: connectionFields(connectionString), shadow, datamodels: [[schemaPath, schema]] },
      (engine) =>
        engine.diff({
          from: { tag: 'migrations', ...toMigrationList(prismaFolder, migrations) },
          to: { tag: 'schemaDatamodel', files: [{ path: schemaPath, content: schema }] },
          script: true,
          exitCode: null,
          filters: noExternals,
        }),
    );
    const sql = (difference.stdout ?? '').trim();
    return sql === '-- This is an empty migration.' ? '' : sql;
  });
}

async function withScratchDatabase<T>(
  connectionString: string,
  use: (scratch: pg.PoolConfig) => Promise<T>,
): Promise<T> {
  const name = `scratch_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client(connectionFields(connectionString));
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    try {
      return await use({ ...connectionFields(connectionString), database: name });
    } finally {
      // FORCE: the engine may still hold an idle connection to it.
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}
