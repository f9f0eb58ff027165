import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { insertCard } from '../../src/store/cards.js';
import { askForLock, lockConversation, saveDialog } from '../../src/store/conversations.js';
import { askForOldest, findOldestUnhandled, markHandled } from '../../src/store/inbox.js';
import { createUnits, type Units } from '../../src/store/unit/run-unit.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let units: Units;
const [personId, conversationId, messageId] = [randomUUID(), randomUUID(), randomUUID()];
const opening = [askForLock(conversationId), askForOldest(conversationId)];
const now = new Date('2026-09-23T02:00:00Z');

beforeEach(async () => {
  database = await createTestDatabase();
  units = createUnits(database.pool);
  await database.pool.query('INSERT INTO people (id) VALUES ($1)', [personId]);
  await database.pool.query(
    "INSERT INTO conversations (id, channel, person_id, dialog, updated_at) VALUES ($1, 'simulator', $2, '{}', now())",
    [conversationId, personId],
  );
  await database.pool.query(
    `INSERT INTO inbound_messages (id, channel, external_key, person_id, conversation_id, kind, received_at)
     VALUES ($1, 'simulator', 'one', $2, $3, 'text', $4)`,
    [messageId, personId, conversationId, now],
  );
});
afterEach(async () => {
  await units.close();
  await database.drop();
});

describe('What is asked together with the beginning of a unit of work', () => {
  it('is answered as of when the lock was got, so that no message is taken twice', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = units.run(async (unit) => {
      await lockConversation(unit, conversationId);
      markHandled(unit, messageId, 'test', now);
      await released;
    });
    const second = units.run(async (unit) => findOldestUnhandled(unit, conversationId), opening);
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
      );
      expect(rows).not.toEqual([]);
    });
    release();
    await first;
    expect(await second).toBeNull();
  });

  it('is not what a unit reads after it changed it', async () => {
    const [before, after] = await units.run(async (unit) => {
      const oldest = await findOldestUnhandled(unit, conversationId);
      markHandled(unit, messageId, 'test', now);
      return [oldest?.id, await findOldestUnhandled(unit, conversationId)];
    }, opening);
    expect(before).toBe(messageId);
    expect(after).toBeNull();
  });

  it('is not what a unit reads after it changed it through Prisma', async () => {
    const after = await units.run(async (unit) => {
      const tx = await unit.tx();
      await tx.inboundMessage.update({ where: { id: messageId }, data: { handledAt: now } });
      return findOldestUnhandled(unit, conversationId);
    }, opening);
    expect(after).toBeNull();
  });
});

describe('A unit of work', () => {
  it('leaves nothing behind when its last write is refused, unprepared and prepared', async () => {
    const write = (text: string, cardId: string) =>
      units.run(async (unit) => {
        saveDialog(unit, conversationId, { text } as never, now);
        const card = {
          id: cardId,
          personId,
          channel: 'simulator',
          caseId: null,
          purpose: 'draft',
          revision: 0,
        };
        insertCard(unit, { ...card, createdAt: now });
      });
    const dialog = async () =>
      (await database.pool.query('SELECT dialog FROM conversations')).rows[0]?.dialog;
    await write('written', 'one');
    await expect(write('refused', 'one')).rejects.toThrow(/duplicate key/);
    expect(await dialog()).toEqual({ text: 'written' });
    await write('written again', 'two');
  });

  it('keeps quotes, backslashes and line ends in what it writes', async () => {
    const text = `it's "so" \\ and '; DROP TABLE posts; -- \n 好`;
    for (const _time of ['unprepared', 'prepared']) {
      await units.run(async (unit) => saveDialog(unit, conversationId, { text } as never, now));
      const { rows } = await database.pool.query('SELECT dialog FROM conversations');
      expect(rows).toEqual([{ dialog: { text } }]);
      await database.pool.query(`UPDATE conversations SET dialog = '{}'`);
    }
  });

  it('finds its rows through an index, also if the table was empty when the connection was new', async () => {
    await units.run(async (unit) => saveDialog(unit, conversationId, { text: 'a' } as never, now));
    const { rows } = await units.run(async (unit) => {
      const tx = await unit.tx();
      return {
        rows: await tx.$queryRawUnsafe<Record<string, string>[]>(
          "EXPLAIN UPDATE conversations t SET dialog = '{}' FROM jsonb_to_recordset('[]') AS r(id uuid) WHERE t.id = r.id",
        ),
      };
    });
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('Index Scan');
    expect(plan).not.toContain('Seq Scan');
  });
});
