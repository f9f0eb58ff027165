import type { App } from '../src/app.js';
import { takeTurns } from '../src/bot/take-turns.js';
import { perSecond } from './load.js';
import type { Measured } from './main.js';

const count = 400;
const width = 8;

/** A first report of a new resident, from the stored message to the queued answers; the floor writes 12 rows in a transaction. */
export async function measureTurns(app: App): Promise<Measured> {
  const { engine, receiver } = app;
  const conversations: string[] = [];
  for (let i = 0; i < count; i++) {
    const received = await receiver.receive({
      channel: 'simulator',
      externalKey: `turn-${i}`,
      senderKey: `bench-turn-${i}`,
      content: { kind: 'text', text: '锦河花苑5号楼门口的路灯不亮了' },
    });
    conversations.push(received.conversationId);
  }
  const ours = await perSecond(count, width, (i) => takeTurns(engine, conversations[i] ?? ''));

  await engine.pool.query(
    'CREATE TABLE bench_rows (id bigserial PRIMARY KEY, turn int NOT NULL, body jsonb NOT NULL)',
  );
  const floor = await perSecond(count * 2, width, async (i) => {
    const client = await engine.pool.connect();
    try {
      await client.query('BEGIN');
      for (let row = 0; row < 12; row++) {
        await client.query('INSERT INTO bench_rows (turn, body) VALUES ($1, $2)', [
          i,
          JSON.stringify({ row, text: '一行' }),
        ]);
      }
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  });
  return { ours, floor, floorIs: '12 single-row INSERTs in one transaction' };
}
