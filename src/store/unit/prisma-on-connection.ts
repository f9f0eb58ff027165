import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Tx } from '../client.js';
import { PrismaClient } from '../generated/client.js';

/** Prisma's transaction within a transaction that was begun without it. */
export interface BorrowedPrisma {
  tx: Tx;
  /** Prisma lets go; the transaction itself stays as it is. */
  leave(): Promise<void>;
}

/** Statements by which Prisma would begin and end a transaction: it is a guest in one that begins and ends elsewhere. */
const ofTransactions = new Set(['BEGIN', 'COMMIT', 'ROLLBACK']);
const nothing = { command: '', rowCount: 0, oid: 0, rows: [], fields: [] };

/** A pool that has just the one connection that is being lent. */
class LendingPool extends pg.Pool {
  readonly lent = new AsyncLocalStorage<pg.PoolClient>();

  override connect(): Promise<pg.PoolClient> {
    const connection = this.lent.getStore();
    if (!connection) throw new Error('no connection is lent here');
    const query = (statement: { text: string }) =>
      ofTransactions.has(statement.text) ? Promise.resolve(nothing) : connection.query(statement);
    // Prisma's adapter uses these four members of a connection and no other.
    return Promise.resolve({
      query,
      on: noop,
      removeListener: noop,
      release: noop,
    } as unknown as pg.PoolClient);
  }
}

function noop(): void {}

/** A unit has its own limits of time; Prisma's must not end before them. */
const patience = { timeout: 120_000, maxWait: 120_000 };

/** Lends connections to one Prisma client: reads that are not hot keep Prisma's comfort, and cost a transaction nothing. */
export function createPrismaLender(): {
  lend(connection: pg.PoolClient): Promise<BorrowedPrisma>;
  close(): Promise<void>;
} {
  const pool = new LendingPool();
  const client = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });

  return {
    lend(connection) {
      return new Promise((resolve, reject) => {
        let end: () => void = noop;
        const ended = new Promise<void>((done) => {
          end = done;
        });
        const whole = pool.lent.run(connection, () =>
          client.$transaction(async (tx) => {
            resolve({
              tx,
              async leave() {
                end();
                await whole;
              },
            });
            await ended;
          }, patience),
        );
        whole.catch(reject);
      });
    },
    async close() {
      await client.$disconnect();
      await pool.end();
    },
  };
}
