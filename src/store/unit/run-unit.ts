import pg from 'pg';
import { executeSql, isPrepared, notePrepared } from './prepared.js';
import { type BorrowedPrisma, createPrismaLender } from './prisma-on-connection.js';
import { keyOf, type Opened, type Question, type Unit, UnitOnConnection } from './unit.js';

/**
 * A turn takes some milliseconds; fifteen seconds for one statement, and thirty for a pause between two, are far above
 * that even on a machine that is busy with other things, and free the locks of a process that hangs. The named statements
 * look rows up by their keys: planning them anew for every value cost as much as carrying them out. A plan is kept for
 * as long as its connection lives, so it must not be the one for the few rows of the first day: only look-ups through an
 * index stay quick when a table has grown.
 */
const begin = [
  'BEGIN',
  "SET LOCAL statement_timeout = '15s'",
  "SET LOCAL idle_in_transaction_session_timeout = '30s'",
  'SET LOCAL plan_cache_mode = force_generic_plan',
  'SET LOCAL enable_seqscan = off',
  'SET LOCAL enable_hashjoin = off',
  'SET LOCAL enable_mergejoin = off',
].join('; ');

/** Runs units of work. */
export interface Units {
  /**
   * Begins, runs, writes what waits and commits; an error of the task undoes everything and is thrown on. What the task
   * is sure to ask first can be named in `opening`: it is then asked together with the beginning, one after the other.
   */
  run<T>(task: (unit: Unit) => Promise<T>, opening?: readonly Question[]): Promise<T>;
  close(): Promise<void>;
}

/** Begins a transaction and asks what is known to be asked first, in one journey to the server. */
async function open(connection: pg.PoolClient, opening: readonly Question[]): Promise<Opened> {
  for (const { statement } of opening) {
    const name = openingName(statement.name);
    if (isPrepared(connection, name)) continue;
    await connection.query(`PREPARE ${pg.escapeIdentifier(name)} AS ${statement.text}`);
    notePrepared(connection, name);
  }
  const asked = opening.map(({ statement, values }) => executeSql(openingName(statement.name), values));
  const results: unknown = await connection.query([begin, ...asked].join('; '));
  const answers = (results as pg.QueryResult[]).slice(-opening.length);
  return new Map(opening.map((q, i) => [keyOf(q.statement, q.values), answers[i]?.rows ?? []]));
}

/** The driver prepares the same statement under its own name when it is asked later on. */
function openingName(name: string): string {
  return `first: ${name}`;
}

export function createUnits(pool: pg.Pool): Units {
  const lender = createPrismaLender();

  async function commit<T>(
    connection: pg.PoolClient,
    task: (unit: Unit) => Promise<T>,
    opening: readonly Question[],
  ): Promise<T> {
    const borrowed: BorrowedPrisma[] = [];
    const lend = async () => {
      const prisma = borrowed[0] ?? (await lender.lend(connection));
      borrowed[0] = prisma;
      return prisma.tx;
    };
    const unit = new UnitOnConnection(connection, lend, await open(connection, opening));
    try {
      const result = await task(unit);
      // Prisma's transaction is over before ours is: it must not find it committed.
      await borrowed[0]?.leave();
      borrowed.length = 0;
      await unit.commit();
      return result;
    } finally {
      await borrowed[0]?.leave();
    }
  }

  return {
    async run(task, opening = []) {
      const connection = await pool.connect();
      // A connection that breaks between two statements says so here; unheard, it would end the process.
      let broken: Error | undefined;
      const onBreak = (error: Error) => {
        broken = error;
      };
      connection.on('error', onBreak);
      try {
        return await commit(connection, task, opening);
      } catch (error) {
        await connection.query('ROLLBACK').catch(onBreak);
        throw error;
      } finally {
        connection.removeListener('error', onBreak);
        connection.release(broken);
      }
    },
    close: () => lender.close(),
  };
}
