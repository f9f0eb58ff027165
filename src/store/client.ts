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
