import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStoreClient, type StoreClient } from '../../src/store/client.js';
import { createPhoneStore, type PhoneStore } from '../../src/store/phones.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let client: StoreClient;
let phones: PhoneStore;
beforeAll(async () => {
  database = await createTestDatabase();
  client = createStoreClient(database.pool);
  phones = createPhoneStore(client);
});
afterAll(async () => {
  await client.$disconnect();
  await database.drop();
});

const at = new Date('2026-11-03T09:00:00+08:00');
const show = (phone: string, text: string, deliveryId?: string) =>
  phones.append('simulator', phone, false, { kind: 'text', text }, at, deliveryId);

describe('A simulated phone', () => {
  it('shows a delivery once, however often and by however many it is sent', async () => {
    const id = randomUUID();
    const told = await Promise.all(Array.from({ length: 8 }, () => show('resident-1', '你好', id)));
    expect(new Set(told.map((message) => message.seq)).size).toBe(1);
    expect(await phones.list('simulator', 'resident-1', 0)).toMatchObject([
      { body: { kind: 'text', text: '你好' } },
    ]);
  });

  it('shows what was said without a delivery each time', async () => {
    await show('resident-2', '在吗');
    await show('resident-2', '在吗');
    expect(await phones.list('simulator', 'resident-2', 0)).toHaveLength(2);
  });

  it('shows nothing late to whoever reads on from the last number, while many write to it', async () => {
    const seen: number[] = [];
    let writing = true;
    const reader = (async () => {
      for (let last = 0; writing || seen.length < 60; last = seen.at(-1) ?? 0) {
        seen.push(...(await phones.list('simulator', 'resident-3', last)).map((message) => message.seq));
      }
    })();
    await Promise.all(Array.from({ length: 60 }, (_x, n) => show('resident-3', `第${n}条`, randomUUID())));
    writing = false;
    await reader;
    expect(seen).toHaveLength(60);
  });
});
