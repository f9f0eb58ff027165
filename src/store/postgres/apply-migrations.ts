import pg from 'pg';
import { AppError } from '../../shared/errors.js';
import type { Log } from '../../shared/log.js';
import { connectionFields } from './connection-fields.js';
import { type Migration, readMigrations, toMigrationList } from './migrations-folder.js';
import { noExternals, withSchemaEngine } from './schema-engine.js';

/** Held while migrations are applied, so that of two processes starting at once the second waits. */
const migrationLock = 7_103_446_092;

/**
 * Brings the database to prisma/migrations, offline. When nothing is to do it costs one query: the
 * engine is loaded only for a migration that is not yet applied.
 */
export async function applyMigrations(options: {
  pool: pg.Pool;
  connectionString: string;
  prismaFolder: string;
  log: Log;
}): Promise<'applied' | 'up-to-date'> {
  const { pool, connectionString, prismaFolder, log } = options;
  const migrations = await readMigrations(prismaFolder);
  if (isUpToDate(migrations, await readApplied(pool))) return 'up-to-date';
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    if (isUpToDate(migrations, await readApplied(client))) return 'up-to-date';
    await apply(connectionFields(connectionString), prismaFolder, migrations, log);
    return 'applied';
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    client.release();
  }
}

async function apply(
  database: pg.PoolConfig,
  prismaFolder: string,
  migrations: Migration[],
  log: Log,
): Promise<void> {
  try {
    const { appliedMigrationNames } = await withSchemaEngine({ database }, (engine) =>
      engine.applyMigrations({
        migrationsList: toMigrationList(prismaFolder, migrations),
        filters: noExternals,
      }),
    );
    log.info({ migrations: appliedMigrationNames }, 'database migrated');
  } catch (cause) {
    throw migrationFailed(cause);
  }
}

interface Applied {
  name: string;
  checksum: string;
  finished: boolean;
}

async function readApplied(database: pg.Pool | pg.PoolClient): Promise<Applied[]> {
  try {
    const found = await database.query<Applied>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
         FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    return found.rows;
  } catch (error) {
    // 42P01: no such table, so nothing was ever applied.
    if (error instanceof pg.DatabaseError && error.code === '42P01') return [];
    throw error;
  }
}

function isUpToDate(migrations: Migration[], applied: Applied[]): boolean {
  const byName = new Map(applied.map((row) => [row.name, row]));
  for (const row of applied) {
    if (!migrations.some((migration) => migration.name === row.name)) throw fromNewerProgram(row.name);
  }
  for (const migration of migrations) {
    const row = byName.get(migration.name);
    if (row?.finished && row.checksum !== migration.checksum) throw editedMigration(migration.name);
  }
  return migrations.every((migration) => byName.get(migration.name)?.finished === true);
}

function editedMigration(name: string): AppError {
  return new AppError(
    'migration-edited',
    'tell-operator',
    `prisma/migrations/${name}/migration.sql 在执行之后被改过：请恢复原文件；要再改表，请另加一个迁移。`,
  );
}

function fromNewerProgram(name: string): AppError {
  return new AppError(
    'database-newer',
    'tell-operator',
    `数据库已执行过本程序没有的迁移 ${name}：请使用建立它的那个（更新的）版本，或换一个数据库。`,
  );
}

function migrationFailed(cause: unknown): AppError {
  const words = cause instanceof Error ? cause.message : String(cause);
  return new AppError(
    'migration-failed',
    'tell-operator',
    `数据库结构升级没有成功：${words}。数据库账号须能在其 schema 中建表；失败的一步已记录在 _prisma_migrations 中。`,
    { cause },
  );
}
