import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { genesis, hashOf } from '../../src/domain/cases/event-chain.js';
import { verifyLedger } from '../../src/store/ledger/verify-ledger.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Somebody with all rights on the database, who switches the triggers off. */
async function tamper(sql: string): Promise<void> {
  for (const table of ['events', 'event_heads'])
    await database.pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await database.pool.query(sql);
  for (const table of ['events', 'event_heads'])
    await database.pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
}

async function record(stream: string, count: number): Promise<void> {
  let prevHash = genesis;
  for (let n = 1; n <= count; n += 1) {
    const event = {
      stream,
      n,
      type: 'case-noted',
      actorId: null,
      actorRole: 'system',
      body: { step: n },
      at: new Date('2026-09-23T02:00:00Z'),
      prevHash,
    };
    const hash = hashOf(event);
    await database.pool.query(
      `INSERT INTO events (stream, n, type, actor_role, body, at, prev_hash, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [stream, n, event.type, event.actorRole, event.body, event.at, prevHash, hash],
    );
    prevHash = hash;
  }
}

beforeEach(async () => {
  await tamper('DELETE FROM events; DELETE FROM event_heads; DELETE FROM tamper_attempts');
  await record('one', 5);
  await record('two', 3);
});

const faults = async () => (await verifyLedger(database.pool)).faults;

describe('The ledger', () => {
  it('holds as it was written, and every stream is counted', async () => {
    expect(await verifyLedger(database.pool)).toEqual({
      streams: 2,
      events: 8,
      faults: [],
      faultCount: 0,
      tamperAttempts: 0,
    });
  });

  it('shows events cut off at the end, which no hash could show', async () => {
    await tamper(`DELETE FROM events WHERE stream = 'one' AND n > 3`);
    expect(await faults()).toEqual([{ stream: 'one', n: 3, why: 'tail-missing' }]);
  });

  it('shows a whole stream that is gone', async () => {
    await tamper(`DELETE FROM events WHERE stream = 'two'`);
    expect(await faults()).toEqual([{ stream: 'two', n: 0, why: 'tail-missing' }]);
  });

  it('shows a head that was removed together with the end', async () => {
    await tamper(
      `DELETE FROM events WHERE stream = 'one' AND n > 3; DELETE FROM event_heads WHERE stream = 'one'`,
    );
    expect(await faults()).toEqual([{ stream: 'one', n: 3, why: 'head-missing' }]);
  });

  it('shows a changed event, and one missing from the middle', async () => {
    await tamper(`UPDATE events SET body = '{"step": 9}' WHERE stream = 'one' AND n = 2`);
    await tamper(`DELETE FROM events WHERE stream = 'two' AND n = 2`);
    expect(await faults()).toEqual([
      { stream: 'one', n: 2, why: 'content' },
      { stream: 'two', n: 3, why: 'gap' },
    ]);
  });

  it('shows the same in its quick form, when the stream is among the newest', async () => {
    await tamper(`DELETE FROM events WHERE stream = 'two' AND n = 3`);
    const report = await verifyLedger(database.pool, { newest: 1 });
    expect(report.streams).toBe(1);
    expect(report.faults).toEqual([{ stream: 'two', n: 2, why: 'tail-missing' }]);
  });

  it('keeps a head from being moved back or removed, and writes the attempt down', async () => {
    await database.pool.query(`UPDATE event_heads SET n = 2 WHERE stream = 'one'`);
    await database.pool.query(`DELETE FROM event_heads WHERE stream = 'one'`);
    await expect(database.pool.query('TRUNCATE event_heads')).rejects.toThrow(/append-only/);
    const report = await verifyLedger(database.pool);
    expect(report.faults).toEqual([]);
    expect(report.tamperAttempts).toBe(2);
  });

  it('keeps one head for each stream of a statement with many events', async () => {
    await tamper('DELETE FROM events; DELETE FROM event_heads');
    await database.pool.query(
      `INSERT INTO events (stream, n, type, actor_role, body, at, prev_hash, hash)
       SELECT 's' || s, n, 't', 'system', '{}', now(), 'p', s || '-' || n
         FROM generate_series(1, 3) s, generate_series(1, 4) n`,
    );
    const { rows } = await database.pool.query('SELECT stream, n, hash FROM event_heads ORDER BY stream');
    expect(rows).toEqual([
      { stream: 's1', n: 4, hash: '1-4' },
      { stream: 's2', n: 4, hash: '2-4' },
      { stream: 's3', n: 4, hash: '3-4' },
    ]);
  });
});
