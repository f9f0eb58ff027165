import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { type Prisma, PrismaClient } from './generated/client.js';

export type Tx = Prisma.TransactionClient;
export type StoreClient = PrismaClient;

/** The Prisma client on the pool that the whole process shares. */
export function createStoreClient(pool: pg.Pool): StoreClient {
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
}

/**
 * One unit of work. A turn reads and writes some forty rows within tens of milliseconds; fifteen seconds is far above
 * that even on a machine that is busy with other things.
 */
export function inTransaction<T>(client: StoreClient, work: (tx: Tx) => Promise<T>): Promise<T> {
  return client.$transaction(work, { timeout: 15_000, maxWait: 10_000 });
}

/** SQLSTATE classes and codes of a server that is away, stopping, too busy, or chose one of two that waited for each other. */
const outageStates = /^(?:08|53|57P|40001$|40P01$|25P03$)/;
const outageCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Whether the database could not be asked, as opposed to having refused what was asked. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') {
    if (outageStates.test(error.code) || outageCodes.has(error.code)) return true;
  }
  if (
    /^Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      error.message,
    )
  )
    return true;
  return error.cause !== undefined && isOutage(error.cause);
}
