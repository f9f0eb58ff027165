import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { stopDelivery } from '../../../src/bot/deliver.js';
import { readPausedChannels } from '../../../src/store/channel-pauses.js';
import { openPostOffice, type PostOffice } from './post-office.js';

let office: PostOffice;
let people: string[];
beforeEach(async () => {
  office = await openPostOffice({ hangMs: 100 });
  people = await Promise.all(
    Array.from({ length: 30 }, (_x, n) => office.addPerson(`gx${String(n).padStart(4, '0')}`)),
  );
});
afterEach(() => office.close());

const sends = () => office.calls('message/send');
const paused = () => readPausedChannels(office.database.pool);
const person = (n: number) => people[n] ?? '';
const queueForAll = (words: string) => Promise.all(people.map((id) => office.queue(id, words)));
const states = async () => {
  const rows = await office.client.outboundMessage.groupBy({ by: ['state'], _count: true });
  return Object.fromEntries(rows.map((row) => [row.state, row._count]));
};
/** As if the rest of the channel had passed. */
const rested = () =>
  office.database.pool.query(`UPDATE settings SET expires_at = now() WHERE key LIKE 'pause:%'`);

/** Uses up the refusals that are still ordered. */
async function cureSends(): Promise<void> {
  const { corpId, secret } = office.sim.settings;
  const call = async (path: string, body?: unknown) => {
    const answer = await fetch(`${office.sim.url}/cgi-bin/${path}`, {
      ...(body !== undefined && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    return z.object({ errcode: z.number(), access_token: z.string().optional() }).parse(await answer.json());
  };
  const { access_token } = await call(`gettoken?corpid=${corpId}&corpsecret=${secret}`);
  let errcode = 60020;
  while (errcode === 60020) ({ errcode } = await call(`message/send?access_token=${access_token}`, {}));
}

describe('While WeCom refuses our address', () => {
  beforeEach(async () => {
    office.sim.failNext('/cgi-bin/message/send', 60020, 100);
    await queueForAll('你好');
    await office.deliver();
  });

  it('nothing is lost, and messages do not each make a call of their own', async () => {
    const { length } = sends();
    expect(length).toBeLessThanOrEqual(16);
    await office.deliver();
    await office.deliver(office.another());
    expect(sends()).toHaveLength(length);
    expect(await states()).toEqual({ queued: 30 });
    expect(await office.client.outboundMessage.count({ where: { attempts: { gt: 0 } } })).toBe(0);
  });

  it('an operator can see which channel rests, since when, and the address to allow', async () => {
    const [pause] = await paused();
    expect(pause).toMatchObject({ channel: 'wecom-app', code: 'wecom-60020' });
    expect(pause?.detail).toMatch(/127\.0\.0\.1.*企业可信IP/);
    expect(Date.now() - (pause?.since.getTime() ?? 0)).toBeLessThan(60_000);
    expect((pause?.until.getTime() ?? 0) - Date.now()).toBeGreaterThan(30_000);
  });

  it('a single message is tried after the rest, and the next rest is longer', async () => {
    const before = sends().length;
    await rested();
    await Promise.all([office.deliver(), office.deliver(office.another())]);
    expect(sends()).toHaveLength(before + 1);
    const [pause] = await paused();
    expect((pause?.until.getTime() ?? 0) - Date.now()).toBeGreaterThan(100_000);
  });

  it('everything goes by itself, once and in order, when the address was allowed', async () => {
    await office.queue(person(0), '第二句');
    await cureSends();
    await rested();
    await office.deliver();
    expect(await states()).toEqual({ sent: 31 });
    expect(await paused()).toEqual([]);
    expect(office.texts('gx0000')).toEqual(['你好', '第二句']);
  });
});

describe('When WeCom says that we call too often', () => {
  it('the whole app waits, longer each time, and no message counts it as an attempt', async () => {
    office.sim.failNext('/cgi-bin/message/send', 45009, 17);
    await queueForAll('你好');
    await office.deliver();
    const [first] = await paused();
    expect(first).toMatchObject({ code: 'wecom-45009' });
    // What was under way at that moment was refused too, or sent.
    const before = sends().length;
    await office.deliver();
    expect(sends()).toHaveLength(before);
    const { rows } = await office.database.pool.query<{ attempts: number }>(
      `SELECT attempts FROM outbound_messages WHERE state = 'queued'`,
    );
    expect(new Set(rows.map((row) => row.attempts))).toEqual(new Set([0]));
    for (let n = 0; n < 3; n += 1) {
      await rested();
      await office.deliver();
    }
    expect(await states()).toEqual({ sent: 30 });
    expect(await paused()).toEqual([]);
  });
});

describe('When WeCom cannot be reached', () => {
  it('for hours, no message is given up', async () => {
    office.sim.turn({ faultRates: { 'drop-before': 1 } });
    await queueForAll('你好');
    for (let hour = 0; hour < 30; hour += 1) {
      await office.wait();
      await rested();
      await office.deliver();
      await office.database.pool.query(
        `UPDATE outbound_messages SET failing_since = failing_since - interval '1 hour'`,
      );
    }
    expect(await states()).toEqual({ queued: 30 });
    expect(await paused()).toMatchObject([{ code: 'wecom-unreachable' }]);
    office.sim.turn({ faultRates: { 'drop-before': 0 } });
    await rested();
    await office.deliver();
    await office.wait();
    await office.deliver();
    expect(await states()).toEqual({ sent: 30 });
  });

  it('for one call, the others are not held up', async () => {
    office.sim.orderApiFaults(['drop-before'], '/cgi-bin/message/send');
    await queueForAll('你好');
    await office.deliver();
    expect(await states()).toEqual({ sent: 29, queued: 1 });
    expect(await paused()).toEqual([]);
  });
});

describe('One message that fails again and again', () => {
  it.each([
    ['notice', 23, 'queued'],
    ['notice', 25, 'failed'],
    ['danger', 25, 'queued'],
    ['danger', 73, 'failed'],
  ] as const)('as a %s is, after %i hours, %s', async (lane, hours, state) => {
    office.sim.failNext('/cgi-bin/message/send', -1, 2);
    const id = await office.queue(person(0), '你好', lane);
    await office.deliver();
    await office.wait();
    await office.database.pool.query(
      "UPDATE outbound_messages SET failing_since = failing_since - $1 * interval '1 hour'",
      [hours],
    );
    await office.deliver();
    expect(await office.row(id)).toMatchObject({ state, failureCode: 'wecom--1' });
  });

  it('keeps what comes after it to the same person waiting, except danger', async () => {
    office.sim.failNext('/cgi-bin/message/send', -1);
    await office.queue(person(0), '一');
    await office.deliver();
    await office.queue(person(0), '二', 'deadline');
    await office.queue(person(0), '三', 'danger');
    await office.deliver();
    expect(office.texts('gx0000')).toEqual(['三']);
    await office.wait();
    await office.deliver();
    expect(office.texts('gx0000')).toEqual(['三', '一', '二']);
  });

  it('because its receiver left, is given up at once', async () => {
    office.sim.turn({ members: ['gx0001'] });
    const id = await office.queue(person(0), '你好');
    await office.deliver();
    expect(await office.row(id)).toMatchObject({ state: 'failed', failureCode: 'wecom-81013' });
  });
});

describe('A token', () => {
  it('is fetched by one of several processes for all of them', async () => {
    await queueForAll('你好');
    const others = Array.from({ length: 4 }, () => office.another());
    await Promise.all(others.map((each) => office.deliver(each)));
    expect(await states()).toEqual({ sent: 30 });
    expect(office.calls('gettoken')).toHaveLength(1);
  });

  it('that ended early is fetched anew, and everything arrives once', async () => {
    await office.queue(person(0), '一');
    await office.deliver();
    office.sim.invalidateTokens();
    await queueForAll('二');
    await office.deliver();
    expect(await states()).toEqual({ sent: 31 });
    expect(office.texts('gx0000')).toEqual(['一', '二']);
    expect(office.calls('gettoken').length).toBeLessThanOrEqual(3);
  });

  it('that is refused is asked for once by all processes together', async () => {
    office.sim.failNext('/cgi-bin/gettoken', 40001, 50);
    await queueForAll('你好');
    const others = Array.from({ length: 4 }, () => office.another());
    await Promise.all(others.map((each) => office.deliver(each)));
    expect(office.calls('gettoken')).toHaveLength(1);
    expect(await paused()).toMatchObject([{ code: 'wecom-40001' }]);
    expect(await states()).toEqual({ queued: 30 });
  });
});

describe('A member who gets very many messages', () => {
  it('loses none of them to the limit that WeCom does not tell of', async () => {
    for (let n = 0; n < 40; n += 1) await office.queue(person(0), `第${n}条`);
    await office.deliver();
    expect(office.texts('gx0000')).toHaveLength(25);
    const urgent = await office.queue(person(0), '有险情', 'danger');
    await office.deliver();
    expect(await office.row(urgent)).toMatchObject({ state: 'sent' });
    await office.database.pool.query(`UPDATE outbound_prints SET said_at = said_at - interval '61 seconds'`);
    office.sim.clock.advance(61_000);
    await office.wait();
    await office.deliver();
    expect(await states()).toEqual({ sent: 41 });
    expect(office.texts('gx0000')).toHaveLength(41);
    expect(await states()).toEqual({ sent: 41 });
  });
});

describe('A process that is told to stop', () => {
  it('finishes what is under way and takes nothing new', async () => {
    office.sim.turn({ latencyMs: { from: 200, to: 200 } });
    await queueForAll('你好');
    const round = office.deliver();
    await office.sim.waitFor('gx0000', () => true);
    await stopDelivery(office.engine);
    await round;
    const counted = await states();
    expect(counted.sending).toBeUndefined();
    expect(counted.queued).toBeGreaterThan(0);
    expect(counted.sent).toBe(sends().length);
  });
});
