import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboundMessage } from '../../src/domain/conversations/message.js';
import { randomIds } from '../../src/shared/ids.js';
import { storeBatch } from '../../src/store/store-batch.js';
import { type Arrival, storeInbound } from '../../src/store/store-inbound.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function said(senderKey: string, text: string, externalKey: string = randomUUID()): Arrival {
  const message: InboundMessage = {
    channel: 'wecom-app',
    externalKey,
    senderKey,
    content: { kind: 'text', text },
  };
  return { message, receivedAt: new Date('2026-11-03T01:00:00Z') };
}

/** The words of one person in the order in which turns would take them. */
async function wordsOf(senderKey: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ text: string }>(
    `SELECT c.body->>'text' AS text FROM identities i JOIN inbound_messages m USING (person_id)
     JOIN message_contents c ON c.message_id = m.id WHERE i.external_id = $1 ORDER BY m.seq`,
    [senderKey.toLowerCase()],
  );
  return rows.map((row) => row.text);
}

async function count(table: string): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0]?.n ?? 0;
}

describe('Messages that come in the same moment', () => {
  it('are taken in the order in which each person wrote them, whatever their keys are', async () => {
    const texts = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    // Keys that sort the other way round.
    const arrivals = texts.flatMap((text, n) => [
      said('order-a', `甲${text}`, `order-${99 - n}-a`),
      said('order-b', `乙${text}`, `order-${99 - n}-b`),
    ]);
    const stored = await storeInbound(database.pool, arrivals, randomIds);
    expect(stored.map((each) => each.outcome)).toEqual(arrivals.map(() => 'stored'));
    expect(await wordsOf('order-a')).toEqual(texts.map((text) => `甲${text}`));
    expect(await wordsOf('order-b')).toEqual(texts.map((text) => `乙${text}`));
  });

  it('make one person of somebody who writes for the first time, twice, in different capitals', async () => {
    const before = await count('people');
    const stored = await storeInbound(
      database.pool,
      [said('First-Time', '你好'), said('first-time', '有人吗')],
      randomIds,
    );
    expect(await count('people')).toBe(before + 1);
    expect(stored[0]?.conversationId).toBe(stored[1]?.conversationId);
    expect(await wordsOf('first-time')).toEqual(['你好', '有人吗']);
  });

  it('make one person, and none without a name, when two processes meet the same strangers', async () => {
    const strangers = Array.from({ length: 40 }, (_, n) => `stranger-${n}`);
    const before = { people: await count('people'), conversations: await count('conversations') };
    await Promise.all(
      [strangers, strangers.toReversed(), strangers].map((senders, process) =>
        storeInbound(
          database.pool,
          senders.map((sender) => said(sender, `第${process}个进程`)),
          randomIds,
        ),
      ),
    );
    expect(await count('people')).toBe(before.people + 40);
    expect(await count('conversations')).toBe(before.conversations + 40);
    expect(await wordsOf('stranger-7')).toHaveLength(3);
  });

  it('are counted once when the platform repeats one of them within the same moment', async () => {
    const first = said('repeat', '只算一次');
    const again: Arrival = { ...first, message: { ...first.message } };
    const stored = await storeInbound(database.pool, [first, said('repeat', '别的'), again], randomIds);
    expect(stored.map((each) => each.outcome)).toEqual(['stored', 'stored', 'duplicate']);
    expect(stored[2]).toEqual({
      outcome: 'duplicate',
      messageId: null,
      conversationId: stored[0]?.conversationId,
    });
    expect(await wordsOf('repeat')).toEqual(['只算一次', '别的']);
  });

  it('are stored once, without a deadlock, when several processes get the same repeats in opposite order', async () => {
    const people = Array.from({ length: 30 }, (_, n) => `both-${n}`);
    const arrivals = people.map((sender, n) => said(sender, '两边都收到', `both-key-${n}`));
    await storeInbound(
      database.pool,
      people.map((sender) => said(sender, '先认识')),
      randomIds,
    );
    for (let round = 0; round < 10; round++) {
      const keyed = arrivals.map(({ message, receivedAt }) => ({
        receivedAt,
        message: { ...message, externalKey: `${message.externalKey}-${round}` },
      }));
      const outcomes = await Promise.all(
        [keyed, keyed.toReversed(), keyed, keyed.toReversed()].map((each) =>
          storeInbound(database.pool, each, randomIds),
        ),
      );
      expect(outcomes.flat().filter((each) => each.outcome === 'stored')).toHaveLength(30);
    }
  });

  it('may hold characters that the database cannot: only those are left out', async () => {
    await storeInbound(database.pool, [said('odd', '路\u0000灯\ud800坏了\u2028真的\u0001')], randomIds);
    expect(await wordsOf('odd')).toEqual(['路灯\ufffd坏了\u2028真的\u0001']);
  });

  it('remember when the person was last heard, and never go back behind it', async () => {
    const seenAt = async () => {
      const { rows } = await database.pool.query<{ at: Date }>(
        `SELECT last_seen_at AS at FROM identities WHERE external_id = 'seen'`,
      );
      return rows[0]?.at.toISOString();
    };
    const at = (time: string): Arrival => ({ ...said('seen', '在'), receivedAt: new Date(time) });
    await storeInbound(database.pool, [at('2026-11-03T02:00:00Z'), at('2026-11-03T02:00:30Z')], randomIds);
    expect(await seenAt()).toBe('2026-11-03T02:00:30.000Z');
    await storeInbound(database.pool, [at('2026-11-03T01:00:00Z')], randomIds);
    expect(await seenAt()).toBe('2026-11-03T02:00:30.000Z');
  });
});

describe('A message that the database refuses for itself', () => {
  it('loses none of those that came with it, nor their order', async () => {
    const bad = [said('nul\u0000sender', '坏的'), said('long-key', '太长', randomBytesOf(9000))];
    const outcomes = await storeBatch(
      database.pool,
      [said('beside', '一'), ...bad.slice(0, 1), said('beside', '二'), ...bad.slice(1), said('beside', '三')],
      randomIds,
    );
    expect(outcomes.map((each) => each.outcome)).toEqual([
      'stored',
      'refused',
      'stored',
      'refused',
      'stored',
    ]);
    expect(await wordsOf('beside')).toEqual(['一', '二', '三']);
  });

  it('is told apart from a database that takes nothing, which is an error for all', async () => {
    const client = await database.pool.connect();
    try {
      await client.query('SET default_transaction_read_only = on');
      await expect(storeBatch(client, [said('read-only', '存不了')], randomIds)).rejects.toMatchObject({
        code: '25006',
      });
    } finally {
      client.release(true);
    }
    expect(await wordsOf('read-only')).toEqual([]);
  });
});

/** Text that does not compress, so that it stays too long for an index. */
function randomBytesOf(length: number): string {
  let text = '';
  while (text.length < length) text += randomUUID();
  return text;
}
