import type pg from 'pg';
import { z } from 'zod';
import { listTables, quoted } from './list-tables.js';

/** What stands in the database that a backup shall be loaded into. */
export interface Target {
  /** Tables without a migration of ours: the database belongs to another program. */
  foreign: boolean;
  /** Tables of ours that hold rows. */
  filled: string[];
  /** Other connections of this product: it is running. */
  inUse: number;
  /** People who were erased here: a backup from before would bring them back. */
  erased: string[];
  /** The last number that a case was given here; 0 where there is no counter. */
  lastCaseNumber: number;
}

const namesSchema = z.array(z.object({ name: z.string() }));
const countSchema = z.object({ n: z.coerce.number() });
const sequenceSchema = z.object({ there: z.boolean() });

/** Asked over one connection, which is not counted as a use. */
export async function inspectTarget(pool: pg.Pool, firstMigration: string): Promise<Target> {
  const client = await pool.connect();
  try {
    const inUse = await client.query(
      `SELECT count(*) AS n FROM pg_stat_activity
        WHERE datname = current_database() AND application_name LIKE 'gridwhistle%' AND pid <> pg_backend_pid()`,
    );
    const tables = (await listTables(client)).map((table) => table.name);
    const ours = await isOurs(client, firstMigration);
    const filled: string[] = [];
    for (const table of ours ? tables : []) {
      const { rowCount } = await client.query(`SELECT FROM public.${quoted(table)} LIMIT 1`);
      if (rowCount) filled.push(table);
    }
    const erased = filled.includes('events')
      ? await client.query(
          `SELECT DISTINCT body->>'person' AS name FROM events
            WHERE type = 'person-erased' AND body->>'person' IS NOT NULL`,
        )
      : { rows: [] };
    const counter = await client.query(`SELECT to_regclass('public.case_number_seq') IS NOT NULL AS there`);
    const lastCaseNumber =
      ours && sequenceSchema.parse(counter.rows[0]).there
        ? countSchema.parse(
            (await client.query('SELECT last_value AS n FROM public.case_number_seq WHERE is_called'))
              .rows[0] ?? {
              n: 0,
            },
          ).n
        : 0;
    return {
      foreign: tables.length > 0 && !ours,
      filled,
      inUse: countSchema.parse(inUse.rows[0]).n,
      erased: namesSchema.parse(erased.rows).map((row) => row.name),
      lastCaseNumber,
    };
  } finally {
    client.release();
  }
}

async function isOurs(client: pg.PoolClient, firstMigration: string): Promise<boolean> {
  const known = await client.query(`SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there`);
  if (known.rows[0]?.there !== true) return false;
  const found = await client.query('SELECT FROM public._prisma_migrations WHERE migration_name = $1', [
    firstMigration,
  ]);
  return found.rowCount !== 0;
}

/**
 * Removes every table, sequence and function of schema public and the queue, so that the migrations begin anew. The
 * schema itself and extensions stay: making those may need rights that the product's account does not have.
 */
export async function clearDatabase(pool: pg.Pool): Promise<void> {
  await pool.query(`
    DO $$
    DECLARE thing record;
    BEGIN
      FOR thing IN SELECT format('%I', relname) AS name FROM pg_class
          WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') LOOP
        EXECUTE 'DROP TABLE IF EXISTS public.' || thing.name || ' CASCADE';
      END LOOP;
      FOR thing IN SELECT format('%I', relname) AS name FROM pg_class
          WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' LOOP
        EXECUTE 'DROP SEQUENCE public.' || thing.name || ' CASCADE';
      END LOOP;
      FOR thing IN SELECT p.oid::regprocedure::text AS name FROM pg_proc p
          WHERE p.pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
        EXECUTE 'DROP ROUTINE ' || thing.name || ' CASCADE';
      END LOOP;
      FOR thing IN SELECT format('%I', t.typname) AS name FROM pg_type t
          WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'e' LOOP
        EXECUTE 'DROP TYPE public.' || thing.name || ' CASCADE';
      END LOOP;
    END
    $$`);
  await pool.query('DROP SCHEMA IF EXISTS bullmq CASCADE');
}
