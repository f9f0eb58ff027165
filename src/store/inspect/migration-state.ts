import type pg from 'pg';
import { z } from 'zod';
import { readMigrations } from '../postgres/migrations-folder.js';

export interface MigrationState {
  applied: number;
  /** In the program, not in the database: the next start applies them. */
  pending: string[];
  /** In the database, not in the program: it belongs to a newer one. */
  unknown: string[];
  /** Begun and not finished. */
  unfinished: string[];
  /** The file was changed after it was applied. */
  edited: string[];
}

const rowsSchema = z.array(z.object({ name: z.string(), checksum: z.string(), finished: z.boolean() }));

export async function readMigrationState(pool: pg.Pool, prismaFolder: string): Promise<MigrationState> {
  const known = await readMigrations(prismaFolder);
  const rows = await appliedRows(pool);
  const done = new Map(rows.filter((row) => row.finished).map((row) => [row.name, row.checksum]));
  return {
    applied: done.size,
    pending: known.filter((m) => !done.has(m.name)).map((m) => m.name),
    unknown: [...done.keys()].filter((name) => !known.some((m) => m.name === name)),
    unfinished: rows.filter((row) => !row.finished).map((row) => row.name),
    edited: known.filter((m) => done.has(m.name) && done.get(m.name) !== m.checksum).map((m) => m.name),
  };
}

async function appliedRows(pool: pg.Pool): Promise<z.infer<typeof rowsSchema>> {
  const there = await pool.query(`SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there`);
  if (there.rows[0]?.there !== true) return [];
  const found = await pool.query(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM public._prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  return rowsSchema.parse(found.rows);
}
