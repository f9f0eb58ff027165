import type pg from 'pg';
import { z } from 'zod';
import { AppError } from '../../shared/errors.js';

/** One table of the product, with the columns that hold values of their own (generated ones are left out). */
export interface TableShape {
  name: string;
  columns: string[];
}

const rowsSchema = z.array(z.object({ name: z.string(), columns: z.array(z.string()) }));
const linksSchema = z.array(z.object({ child: z.string(), parent: z.string() }));

/** Prisma writes this one itself when migrations are applied; a backup names the migrations in its manifest. */
const migrationsTable = '_prisma_migrations';

/**
 * The tables of schema public, each after those its foreign keys point at. Heads of streams come before events: a
 * trigger on events would otherwise have made them already.
 */
export async function listTables(client: pg.PoolClient): Promise<TableShape[]> {
  const found = await client.query(
    `SELECT c.relname AS name,
            array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND c.relname <> $1
      GROUP BY c.relname ORDER BY c.relname`,
    [migrationsTable],
  );
  const links = await client.query(
    `SELECT child.relname AS child, parent.relname AS parent
       FROM pg_constraint k
       JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
      WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND k.conrelid <> k.confrelid`,
  );
  const parents = linksSchema.parse(links.rows);
  parents.push({ child: 'events', parent: 'event_heads' });
  return inOrder(rowsSchema.parse(found.rows), parents);
}

function inOrder(tables: TableShape[], links: readonly { child: string; parent: string }[]): TableShape[] {
  const ordered: TableShape[] = [];
  let waiting = tables;
  while (waiting.length > 0) {
    const blocked = new Set(
      links.filter((link) => waiting.some((t) => t.name === link.parent)).map((link) => link.child),
    );
    const free = waiting.filter((t) => !blocked.has(t.name));
    if (free.length === 0) {
      throw new AppError(
        'tables-in-a-circle',
        'tell-operator',
        `这些表互相引用，排不出先后：${waiting.map((t) => t.name).join('、')}`,
      );
    }
    ordered.push(...free);
    waiting = waiting.filter((t) => blocked.has(t.name));
  }
  return ordered;
}

/** A name as SQL takes it whatever it holds. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
