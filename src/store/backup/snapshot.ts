import type pg from 'pg';
import { z } from 'zod';
import { AppError } from '../../shared/errors.js';
import { copyOut } from './copy-out.js';
import { listTables, quoted, type TableShape } from './list-tables.js';

export interface SequenceState {
  name: string;
  value: string;
  called: boolean;
}

export interface AppliedMigration {
  name: string;
  checksum: string;
}

/** The database as it was at one instant, while the product goes on working. */
export interface Snapshot {
  takenAt: Date;
  serverVersion: string;
  migrations: AppliedMigration[];
  tables: TableShape[];
  countRows(table: string): Promise<number>;
  /** The rows as text of COPY, in blocks of whole rows. */
  copyRows(table: TableShape, take: (block: Buffer) => Promise<void>): Promise<void>;
  /** Ids of pictures and sounds that rows of the snapshot name, with the sums that were noted when they came. */
  listMedia(): Promise<Map<string, string>>;
  /** Sequences stand outside of snapshots: read last, they are never behind the rows. */
  readSequences(): Promise<SequenceState[]>;
}

/** What has an end are leases and tokens of platforms, which open the corp's door: they stay out of backups. */
const rowsKept: Readonly<Record<string, string>> = { settings: 'WHERE expires_at IS NULL' };

const migrationsSchema = z.array(z.object({ name: z.string(), checksum: z.string() }));
const mediaSchema = z.array(z.object({ id: z.string(), sha256: z.string() }));
const sequencesSchema = z.array(z.object({ name: z.string() }));
const stateSchema = z.object({ value: z.string(), called: z.boolean() });
const startSchema = z.object({ at: z.date(), version: z.string() });
const countSchema = z.object({ n: z.coerce.number() });

/** Reads within one REPEATABLE READ transaction: every table as it was at the same instant, and nothing is locked. */
export async function withSnapshot<T>(pool: pg.Pool, use: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await use(await describe(client));
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // A connection that failed inside COPY may be in any state: it is not used again.
    client.release(true);
    throw error;
  }
}

async function describe(client: pg.PoolClient): Promise<Snapshot> {
  const start = await client.query(`SELECT now() AS at, current_setting('server_version') AS version`);
  const { at, version } = startSchema.parse(start.rows[0]);
  const there = await client.query(`SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there`);
  if (there.rows[0]?.there !== true) {
    throw new AppError(
      'no-tables-yet',
      'tell-operator',
      '数据库里还没有表，没有可以备份的：请检查 DATA_DIR 或 DATABASE_URL。',
    );
  }
  const migrations = await client.query(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  const source = (table: string) => `FROM public.${quoted(table)} ${rowsKept[table] ?? ''}`;
  return {
    takenAt: at,
    serverVersion: version,
    migrations: migrationsSchema.parse(migrations.rows),
    tables: await listTables(client),
    countRows: async (table) =>
      countSchema.parse((await client.query(`SELECT count(*) AS n ${source(table)}`)).rows[0]).n,
    copyRows: ({ name, columns }, take) =>
      copyOut(client, `COPY (SELECT ${columns.map(quoted).join(', ')} ${source(name)}) TO STDOUT`, take),
    async listMedia() {
      const found = await client.query('SELECT id, sha256 FROM media');
      return new Map(mediaSchema.parse(found.rows).map((row) => [row.id, row.sha256]));
    },
    async readSequences() {
      const found = await client.query(
        `SELECT relname AS name FROM pg_class
          WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace ORDER BY relname`,
      );
      const states: SequenceState[] = [];
      for (const { name } of sequencesSchema.parse(found.rows)) {
        const state = await client.query(
          `SELECT last_value::text AS value, is_called AS called FROM public.${quoted(name)}`,
        );
        states.push({ name, ...stateSchema.parse(state.rows[0]) });
      }
      return states;
    },
  };
}
