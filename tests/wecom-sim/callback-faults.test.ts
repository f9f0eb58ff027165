import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Pair, startPair } from './sim-with-bot.js';

let pair: Pair;
beforeEach(async () => {
  pair = await startPair({ seed: 'seven', holdMs: 2000 });
});
afterEach(() => pair.close());

const heard = () => pair.bot.received.map(({ message }) => message.Content);
const msgIds = () => new Set(pair.bot.received.map(({ message }) => message.MsgId)).size;

describe('a duplicate delivery', () => {
  it('comes once more with the same MsgId although the bot accepted it', async () => {
    pair.sim.orderCallbackFaults(['duplicate']);
    const delivery = await pair.sim.users.say('zhangsan', '两遍');
    expect(delivery).toMatchObject({ accepted: true, attempts: [{ status: 200 }, { fault: 'duplicate' }] });
    expect(heard()).toEqual(['两遍', '两遍']);
    expect(msgIds()).toBe(1);
  });
});

describe('a delivery whose answer is lost', () => {
  it('reached the bot whole, and is repeated as WeCom does', async () => {
    pair.sim.orderCallbackFaults(['lost-answer']);
    const delivery = await pair.sim.users.say('zhangsan', '答复丢了');
    expect(delivery).toMatchObject({
      accepted: true,
      attempts: [{ fault: 'lost-answer', problem: expect.any(String) }, { status: 200 }],
    });
    expect(delivery.attempts).toHaveLength(2);
    expect(heard()).toEqual(['答复丢了', '答复丢了']);
    expect(msgIds()).toBe(1);
  });

  it('is given up after three repeats when every answer is lost, though the bot had it four times', async () => {
    pair.sim.turn({ callbackFaultRates: { 'lost-answer': 1 } });
    // The simulator does not wait for the bot, so the bot says when it has the last one.
    const fourth = new Promise<void>((resolve) =>
      pair.bot.answerWith((_received, nth, response) => {
        response.writeHead(200).end();
        if (nth === 4) resolve();
      }),
    );
    const delivery = await pair.sim.users.say('zhangsan', '四次都丢');
    expect(delivery.accepted).toBe(false);
    await fourth;
    expect(heard()).toEqual(Array.from({ length: 4 }, () => '四次都丢'));
  });
});

describe('a delivery that is held back', () => {
  it('is overtaken by a later one of the same member', async () => {
    pair.sim.orderCallbackFaults(['held'], 'zhangsan');
    const [first] = await Promise.all([
      pair.sim.users.say('zhangsan', '先说'),
      pair.sim.users.say('zhangsan', '后说'),
    ]);
    expect(first.held).toBe(true);
    expect(heard()).toEqual(['后说', '先说']);
  });

  it('is overtaken by a later one of another member', async () => {
    pair.sim.orderCallbackFaults(['held']);
    await Promise.all([pair.sim.users.say('zhangsan', '先说'), pair.sim.users.say('lisi', '后说')]);
    expect(heard()).toEqual(['后说', '先说']);
  });

  it('comes on its own after the longest wait when nobody overtakes it', async () => {
    pair.sim.turn({ holdMs: 20 });
    pair.sim.orderCallbackFaults(['held']);
    expect(await pair.sim.users.say('zhangsan', '没人超车')).toMatchObject({ accepted: true, held: true });
  });

  it('with strict order keeps the later ones of the same member behind it', async () => {
    pair.sim.turn({ strictOrder: true });
    pair.sim.orderCallbackFaults(['held'], 'zhangsan');
    await Promise.all([
      pair.sim.users.say('zhangsan', '一'),
      pair.sim.users.say('zhangsan', '二'),
      pair.sim.users.say('lisi', '别人'),
    ]);
    expect(heard()).toEqual(['别人', '一', '二']);
  });
});

describe('strict order of one member', () => {
  it('waits for all repeats of a message before the next goes out', async () => {
    pair.sim.turn({ strictOrder: true });
    pair.bot.answerWith((_received, nth, response) => response.writeHead(nth < 3 ? 500 : 200).end());
    await Promise.all(['一', '二', '三'].map((text) => pair.sim.users.say('zhangsan', text)));
    expect(heard()).toEqual(['一', '一', '一', '二', '三']);
  });
});

describe('callback faults by chance', () => {
  async function fates(seed: string) {
    pair.sim.turn({ seed, callbackFaultRates: { duplicate: 0.4, 'lost-answer': 0.4 } });
    const seen: (string | undefined)[][] = [];
    for (let nth = 0; nth < 12; nth += 1) {
      const { attempts } = await pair.sim.users.say('zhangsan', '话');
      seen.push(attempts.map(({ fault }) => fault));
    }
    return seen;
  }

  it('are the same for the same messages of a member with the same seed', async () => {
    const first = await fates('one');
    expect(await fates('one')).toEqual(first);
    expect(await fates('two')).not.toEqual(first);
  });

  it('are counted in the summary and end with one word', async () => {
    pair.sim.turn({ holdMs: 0, callbackFaultRates: { duplicate: 1, held: 1 } });
    await pair.sim.users.say('zhangsan', '话');
    pair.sim.calm();
    await pair.sim.users.say('zhangsan', '话');
    expect(pair.sim.summary().deliveries).toEqual({
      total: 2,
      accepted: 2,
      attempts: 3,
      byStatus: { 200: 3 },
      byFault: { duplicate: 1, held: 1 },
    });
  });
});
