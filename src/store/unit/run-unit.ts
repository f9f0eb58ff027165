import type pg from 'pg';
import { type BorrowedPrisma, createPrismaLender } from './prisma-on-connection.js';
import { type Unit, UnitOnConnection } from './unit.js';

/**
 * A turn takes some milliseconds; fifteen seconds for one statement, and thirty for a pause between two, are far above
 * that even on a machine that is busy with other things, and free the locks of a process that hangs. The named statements
 * look rows up by their keys: planning them anew for every value cost as much as carrying them out.
 */
const begin = [
  'BEGIN',
  "SET LOCAL statement_timeout = '15s'",
  "SET LOCAL idle_in_transaction_session_timeout = '30s'",
  'SET LOCAL plan_cache_mode = force_generic_plan',
].join('; ');

/** Runs units of work. */
export interface Units {
  /** Begins, runs, writes what waits and commits; an error of the task undoes everything and is thrown on. */
  run<T>(task: (unit: Unit) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function createUnits(pool: pg.Pool): Units {
  const lender = createPrismaLender();

  async function commit<T>(connection: pg.PoolClient, task: (unit: Unit) => Promise<T>): Promise<T> {
    const borrowed: BorrowedPrisma[] = [];
    const unit = new UnitOnConnection(connection, async () => {
      const prisma = borrowed[0] ?? (await lender.lend(connection));
      borrowed[0] = prisma;
      return prisma.tx;
    });
    await connection.query(begin);
    try {
      const result = await task(unit);
      await unit.flush();
      return result;
    } finally {
      await borrowed[0]?.leave();
    }
  }

  return {
    async run(task) {
      const connection = await pool.connect();
      // A connection that breaks between two statements says so here; unheard, it would end the process.
      let broken: Error | undefined;
      const onBreak = (error: Error) => {
        broken = error;
      };
      connection.on('error', onBreak);
      try {
        const result = await commit(connection, task);
        await connection.query('COMMIT');
        return result;
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
