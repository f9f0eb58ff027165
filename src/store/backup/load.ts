import type pg from 'pg';
import { z } from 'zod';
import { AppError } from '../../shared/errors.js';
import { copyIn } from './copy-in.js';
import { quoted, type TableShape } from './list-tables.js';
import type { SequenceState } from './snapshot.js';

/** Loads a backup inside one transaction: all of it is there afterwards, or nothing. */
export interface Loader {
  loadRows(table: TableShape, block: Buffer): Promise<void>;
  countRows(table: string): Promise<number>;
  setSequence(state: SequenceState): Promise<void>;
  /** Moves the counter of cases on, past the backup's and past `other` (what the replaced database had given out). */
  skipCaseNumbers(other: number, by: number): Promise<void>;
  /** Deliveries that waited count as told. Returns how many there were. */
  settleDeliveries(): Promise<number>;
  /** Messages that waited count as answered. Returns how many there were. */
  settleMessages(): Promise<number>;
}

const countSchema = z.object({ n: z.coerce.number() });

/**
 * The triggers of the ledger stay in place: they stop changes and deletions, and a load only adds. The one that keeps
 * the heads of streams finds them loaded already and leaves them, so that a cut-off end still shows afterwards.
 */
export async function withLoader<T>(pool: pg.Pool, use: (loader: Loader) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await use(createLoader(client));
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

function createLoader(client: pg.PoolClient): Loader {
  return {
    async loadRows({ name, columns }, block) {
      try {
        const target = `public.${quoted(name)} (${columns.map(quoted).join(', ')})`;
        await copyIn(client, `COPY ${target} FROM STDIN`, block);
      } catch (cause) {
        throw new AppError('restore-rows', 'tell-operator', `表 ${name} 装不进去：${String(cause)}`, {
          cause,
        });
      }
    },
    countRows: async (table) =>
      countSchema.parse((await client.query(`SELECT count(*) AS n FROM public.${quoted(table)}`)).rows[0]).n,
    async setSequence({ name, value, called }) {
      await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [
        `public.${quoted(name)}`,
        value,
        called,
      ]);
    },
    async skipCaseNumbers(other, by) {
      await client.query(
        `SELECT setval('public.case_number_seq', greatest(last_value, $1::bigint) + $2::bigint)
           FROM public.case_number_seq`,
        [other, by],
      );
    },
    async settleDeliveries() {
      const done = await client.query(
        `UPDATE outbound_messages SET state = 'failed', failure_code = 'restored', claimed_until = NULL, held_by = NULL
          WHERE state IN ('queued', 'sending')`,
      );
      return done.rowCount ?? 0;
    },
    async settleMessages() {
      // The clock of a demo runs ahead, and nothing is handled before it came.
      const done = await client.query(
        `UPDATE inbound_messages SET handled_at = greatest(received_at, now()), outcome = 'restored'
          WHERE handled_at IS NULL`,
      );
      return done.rowCount ?? 0;
    },
  };
}
