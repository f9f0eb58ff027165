import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../src/shared/log.js';
import { type Holder, livingHolders, openHolder } from '../../src/store/holder.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { openDatabaseLine } from '../support/database-line.js';
import { endConnectionOf } from '../support/end-connection.js';

let database: TestDatabase;
let holders: Holder[];
beforeEach(async () => {
  database = await createTestDatabase();
  holders = [];
});
afterEach(async () => {
  await Promise.all(holders.map((each) => each.close()));
  await database.drop();
});

const open = async () => {
  const holder = await openHolder(database.connectionString, silentLog);
  holders.push(holder);
  return holder;
};
const living = async () => {
  const { rows } = await database.pool.query<{ objid: string }>(livingHolders);
  return rows.map(({ objid }) => Number(objid)).sort();
};

describe('A process that claims', () => {
  it('is known by a number of its own while it lives, and by none after it stopped', async () => {
    const [one, two] = [await open(), await open()];
    const numbers = [one.number() ?? 0, two.number() ?? 0].sort();
    expect(new Set(numbers).size).toBe(2);
    expect(await living()).toEqual(numbers);
    await one.close();
    expect(one.number()).toBeNull();
    await vi.waitFor(async () => expect(await living()).toEqual([two.number()]), { timeout: 5000 });
  });

  it('goes on under a new number when its connection broke, and under none until then', async () => {
    const holder = await open();
    const before = holder.number();
    await endConnectionOf(database.pool, before);
    await vi.waitFor(() => expect(holder.number()).toBeNull(), { timeout: 5000, interval: 10 });
    await vi.waitFor(() => expect(holder.number()).not.toBeNull(), { timeout: 10_000 });
    expect(holder.number()).not.toBe(before);
    expect(await living()).toEqual([holder.number()]);
  });

  it('holds nothing under a number whose connection no longer answers', async () => {
    const line = await openDatabaseLine(database.connectionString);
    const holder = await openHolder(line.connectionString, silentLog);
    holders.push(holder);
    expect(holder.number()).not.toBeNull();
    line.freeze();
    await vi.waitFor(() => expect(holder.number()).toBeNull(), { timeout: 20_000 });
    await line.mend();
    await vi.waitFor(() => expect(holder.number()).not.toBeNull(), { timeout: 20_000 });
    await holder.close();
    await line.close();
  }, 60_000);

  it('starts without a number where no further connection can be had', async () => {
    const url = new URL(database.connectionString);
    url.pathname = '/no_such_database';
    const holder = await openHolder(url.toString(), silentLog);
    holders.push(holder);
    expect(holder.number()).toBeNull();
  });
});
