import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Pair, startPair } from './sim-with-bot.js';

let pair: Pair;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

const event = z.looseObject({ type: z.string() });

/** Reads the live stream until an event satisfies the predicate; gives all events until then. */
async function listenUntil(wanted: (seen: z.infer<typeof event>) => boolean, act: () => Promise<unknown>) {
  const ending = new AbortController();
  const response = await fetch(`${pair.sim.url}/sim/events`, { signal: ending.signal });
  const seen: z.infer<typeof event>[] = [];
  const acting = act();
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const parts = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n\n');
    rest = parts.pop() ?? '';
    const found = parts
      .filter((part) => part.startsWith('data: '))
      .map((part) => event.parse(JSON.parse(part.slice('data: '.length))));
    seen.push(...found);
    if (seen.some(wanted)) break;
  }
  await acting;
  ending.abort();
  return seen;
}

describe('whoever watches the simulator', () => {
  it('sees what a member says and what became of it', async () => {
    const seen = await listenUntil(
      ({ item }) => z.object({ state: z.literal('accepted') }).safeParse(item).success,
      () => pair.sim.users.say('zhangsan', '路灯不亮'),
    );
    const said = seen.filter(({ type }) => type === 'said');
    expect(said).toMatchObject([
      { userid: 'zhangsan', item: { what: { text: '路灯不亮' }, state: 'sending' } },
      { userid: 'zhangsan', item: { what: { text: '路灯不亮' }, state: 'accepted', attempts: 1 } },
    ]);
  });

  it('sees what arrives, and the call that brought it without its body', async () => {
    const seen = await listenUntil(
      ({ type }) => type === 'call',
      () => pair.api.sendText('lisi', '您好'),
    );
    expect(seen.find(({ type }) => type === 'received')).toMatchObject({
      userid: 'lisi',
      item: { seq: 1, content: { content: '您好' } },
    });
    const call = seen.find(({ type }) => type === 'call')?.call;
    expect(call).toMatchObject({ path: '/cgi-bin/message/send', errcode: 0, to: 'lisi', kind: 'text' });
    expect(call).not.toHaveProperty('body');
  });

  it.each([
    ['a knob is turned', async () => pair.sim.turn({ holdMs: 7 })],
    ['a fault is ordered', async () => pair.sim.orderCallbackFaults(['held'])],
    ['the clock is moved', async () => pair.sim.clock.advance(1000)],
    ['somebody joins', async () => pair.sim.users.add('wangwu', '王五', '网格员')],
  ])('is told that the state is worth reading again when %s', async (_what, act) => {
    const seen = await listenUntil(({ type }) => type === 'world', act);
    expect(seen).toEqual([{ type: 'world' }]);
  });
});

describe('a page that opens later', () => {
  const read = async (path: string) => (await fetch(`${pair.sim.url}${path}`)).json();

  it('finds both sides of a chat, and where between the received ones each word was said', async () => {
    await pair.api.sendText('zhangsan', '一');
    await pair.sim.users.say('zhangsan', { location: { latitude: 30, longitude: 104, label: '虚构路1号' } });
    await pair.api.sendText('zhangsan', '二');
    expect(await read('/sim/users/zhangsan/chat')).toMatchObject({
      received: [{ seq: 1 }, { seq: 2 }],
      said: [{ seq: 1, afterReceived: 1, what: { location: { label: '虚构路1号' } }, state: 'accepted' }],
    });
  });

  it('shows a message that nobody accepted as failed', async () => {
    pair.bot.answerWith((_received, _nth, response) => response.writeHead(500).end());
    await pair.sim.users.say('zhangsan', '没人接');
    expect(await read('/sim/users/zhangsan/chat')).toMatchObject({
      said: [{ state: 'failed', attempts: 4 }],
    });
  });

  it('finds members with what they received, knobs and how many ordered faults are left', async () => {
    pair.sim.users.add('wangwu', '王五', '网格员');
    await pair.api.sendText('wangwu', '一');
    pair.sim.orderApiFaults(['busy', 'busy']);
    expect(await read('/sim/state')).toMatchObject({
      members: [{ userid: 'wangwu', name: '王五', title: '网格员', received: 1 }],
      knobs: { holdMs: 2000 },
      ordered: { calls: 2, deliveries: 0 },
      summary: { messages: { arrived: 1 } },
    });
  });

  it('is told to load nothing from elsewhere', async () => {
    const response = await fetch(`${pair.sim.url}/`);
    expect(response.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'",
    );
    const html = await response.text();
    expect(html).not.toMatch(/<style|style=|<script(?![^>]+src=)|https?:\/\//);
  });
});
