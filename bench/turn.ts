import type { App } from '../src/app.js';
import { takeTurns } from '../src/bot/take-turns.js';
import { perSecond } from './load.js';
import type { Measured } from './main.js';
import { prepareByHand, type Talker, type TurnTrace, traceTurn } from './turn-by-hand.js';

const count = 600;
/** Conversations before the clock runs: the machine code and the plans are ready then. */
const warmUp = 200;
const width = 8;

/** A resident reports, and confirms: the second turn opens a case, finds its officer and sets its clocks. */
const messages = ['锦河花苑5号楼门口的路灯不亮了', '1'];

/**
 * Turns from the stored message to the queued answers. The floor does the same reads and leaves the same rows, by hand
 * in one transaction of multi-row statements: it understands nothing and decides nothing.
 */
export async function measureTurns(app: App): Promise<Measured> {
  const { engine } = app;
  const template: Talker[] = [];
  const traces: TurnTrace[] = [];
  for (const [turn, text] of messages.entries()) {
    const who = await say(app, 'template', 0, turn, text);
    template.push(who);
    traces.push(await traceTurn(engine.pool, who, () => takeTurns(engine, who.conversationId)));
  }
  const byHand = traces.map(prepareByHand);

  const handled = async (kind: string, n: number) => {
    const seconds: number[] = [];
    for (const [turn, text] of messages.entries()) {
      const talkers = await everybody(app, kind, n, turn, text);
      const rate = await perSecond(n, width, (i) => takeTurns(engine, talkers[i]?.conversationId ?? ''));
      seconds.push(n / rate);
    }
    return seconds;
  };
  const writtenByHand = async (kind: string, n: number) => {
    const names = Array.from({ length: n }, () => new Map<unknown, unknown>());
    const seconds: number[] = [];
    for (const [turn, text] of messages.entries()) {
      const talkers = await everybody(app, kind, n, turn, text);
      const rate = await perSecond(n, width, async (i) => {
        const client = await engine.pool.connect();
        try {
          const talker = talkers[i];
          if (talker) await byHand[turn]?.(client, talker, names[i] ?? new Map());
        } finally {
          client.release();
        }
      });
      seconds.push(n / rate);
    }
    return seconds;
  };

  await handled('warm', warmUp);
  const ours = await handled('ours', count);
  await writtenByHand('warm-floor', warmUp);
  const floor = await writtenByHand('floor', count);
  const rate = (seconds: readonly number[]) =>
    (count * seconds.length) / seconds.reduce((sum, s) => sum + s, 0);
  const each = (seconds: readonly number[]) => seconds.map((s) => (count / s).toFixed(0)).join(' and ');
  const rows = traces.map((t) => [...t.rows.values()].reduce((sum, r) => sum + r.length, 0));
  return {
    ours: rate(ours),
    floor: rate(floor),
    floorIs: `the same reads and rows (${rows.join(' and ')} added) by hand; draft and filing: ours ${each(ours)}, floor ${each(floor)}`,
  };
}

function everybody(app: App, kind: string, n: number, turn: number, text: string): Promise<Talker[]> {
  return Promise.all(Array.from({ length: n }, (_x, i) => say(app, kind, i, turn, text)));
}

/** Stores one message; nobody works on it yet. */
async function say(app: App, kind: string, i: number, turn: number, text: string): Promise<Talker> {
  const received = await app.receiver.receive({
    channel: 'simulator',
    externalKey: `${kind}-${i}-${turn}`,
    senderKey: `bench-${kind}-${i}`,
    content: { kind: 'text', text },
  });
  const { rows } = await app.engine.pool.query<{ id: string; person_id: string; conversation_id: string }>(
    'SELECT id, person_id, conversation_id FROM inbound_messages WHERE channel = $1 AND external_key = $2',
    ['simulator', `${kind}-${i}-${turn}`],
  );
  const row = rows[0];
  if (!row || received.outcome !== 'stored') throw new Error('the message was not stored');
  return { personId: row.person_id, conversationId: row.conversation_id, messageId: row.id };
}
