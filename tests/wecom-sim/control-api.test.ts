import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Pair, startPair } from './sim-with-bot.js';

let pair: Pair;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${pair.sim.url}/sim${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, body: z.looseObject({}).parse(await response.json()) };
}

describe('a script drives the simulator over HTTP', () => {
  it('adds a member, speaks as that member and reads the inbox from a given place on', async () => {
    expect(await control('POST', '/users', { userid: 'zhangsan', name: '张三' })).toMatchObject({
      status: 201,
    });
    const said = await control('POST', '/users/zhangsan/messages', { text: '路灯不亮' });
    expect(said).toMatchObject({ status: 200, body: { accepted: true } });
    expect(pair.bot.received[0]?.message.Content).toBe('路灯不亮');
    await pair.api.sendText('zhangsan', '一');
    await pair.api.sendText('zhangsan', '二');
    const inbox = await control('GET', '/users/zhangsan/inbox?after=1');
    expect(inbox.body).toMatchObject({ items: [{ seq: 2, msgtype: 'text', content: { content: '二' } }] });
  });

  it('sends pictures as base64 and every other kind of message', async () => {
    const kinds = [
      { image: Buffer.from([0xff, 0xd8, 0xff, 0xe0]).toString('base64') },
      { voice: Buffer.from('#!AMR\n').toString('base64') },
      { location: { latitude: 30, longitude: 104 } },
      { event: 'enter_agent' },
    ];
    for (const kind of kinds)
      expect((await control('POST', '/users/zhangsan/messages', kind)).body.accepted).toBe(true);
    const types = pair.bot.received.map(({ message }) => message.MsgType);
    expect(types).toEqual(['image', 'voice', 'location', 'event']);
  });

  it('is told what is wrong with its request', async () => {
    const both = await control('POST', '/users/zhangsan/messages', { text: '一', event: 'enter_agent' });
    expect(both).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    const tap = await control('POST', '/users/zhangsan/messages', { tap: { taskId: 'none', key: 'k' } });
    expect(tap).toMatchObject({ status: 404, body: { code: 'no-such-card' } });
  });

  it('waits for the next message instead of asking again and again', async () => {
    const waiting = control('GET', '/users/zhangsan/inbox?after=0&wait=10');
    await pair.api.sendText('zhangsan', '来了');
    expect((await waiting).body).toMatchObject({ items: [{ content: { content: '来了' } }] });
  });

  it('moves the clock and sets its distance from the machine’s', async () => {
    expect(
      (await control('POST', '/clock', { advance: { days: 1, hours: 2, minutes: 3 } })).body.offsetMs,
    ).toBe(93_780_000);
    expect((await control('POST', '/clock', { offsetMs: 5000 })).body.offsetMs).toBe(5000);
    expect((await control('GET', '/clock')).body).toMatchObject({ offsetMs: 5000 });
  });

  it('turns knobs, orders faults, invalidates tokens and reads the log', async () => {
    await control('POST', '/knobs', { members: ['zhangsan'], duplicateDeliveries: 1 });
    await control('POST', '/users/zhangsan/messages', { text: '两遍' });
    expect(pair.bot.received).toHaveLength(2);
    expect((await pair.api.sendText('lisi', '不在名单')).errcode).toBe(81013);
    await control('POST', '/knobs', { members: null });
    await control('POST', '/faults', { path: '/cgi-bin/message/send', errcode: 45033 });
    await pair.api.sendText('lisi', '忙');
    await control('POST', '/tokens/invalidate');
    await pair.api.sendText('lisi', '失效');
    expect((await control('GET', '/log')).body).toMatchObject({
      calls: [{ errcode: 0 }, { errcode: 81013 }, { errcode: 45033 }, { errcode: 40014 }],
    });
  });

  it('turns every fault knob, orders faults for calls and deliveries, and ends them all', async () => {
    const turned = await control('POST', '/knobs', {
      seed: 'script',
      faultRates: { busy: 0.25, 'timeout-after': 0.25 },
      faultPaths: ['/cgi-bin/message/recall'],
      latencyMs: { from: 1, to: 2 },
      hangMs: 10,
      callbackFaultRates: { 'lost-answer': 0 },
      holdMs: 10,
      strictOrder: true,
      repeatsComparedBy: 'bytes',
      repeatCarriesMsgid: false,
      repeatCarriesResponseCode: true,
    });
    expect(turned.body).toMatchObject({ knobs: { seed: 'script', faultRates: { busy: 0.25 }, holdMs: 10 } });
    await control('POST', '/faults', { calls: ['busy', 45009, 'none'], path: '/cgi-bin/message/send' });
    await control('POST', '/faults', { deliveries: ['duplicate'], userid: 'zhangsan' });
    const errcodes = [];
    for (let call = 0; call < 3; call += 1)
      errcodes.push((await pair.api.sendText('lisi', `${call}`)).errcode);
    expect(errcodes).toEqual([-1, 45009, 0]);
    await control('POST', '/users/zhangsan/messages', { text: '两遍' });
    expect(pair.bot.received).toHaveLength(2);
    await control('POST', '/calm');
    expect((await control('GET', '/knobs')).body).toMatchObject({ faultRates: {}, seed: 'script' });
    expect((await control('GET', '/summary')).body).toMatchObject({ calls: { byFault: { busy: 1 } } });
    expect((await control('GET', '/users/lisi/record')).body).toMatchObject({ arrived: [{ seq: 1 }] });
  });

  it.each([
    ['a fault of no known name', '/knobs', { faultRates: { bussy: 1 } }],
    ['a rate above 1', '/knobs', { faultRates: { busy: 2 } }],
    ['rates that add up to more than every call', '/knobs', { faultRates: { busy: 0.6, 'drop-after': 0.6 } }],
    ['an order of nothing', '/faults', { calls: [] }],
  ])('is refused %s', async (_what, path, body) => {
    expect((await control('POST', path, body)).status).toBe(400);
  });

  it('asks for a URL verification and for a malicious delivery', async () => {
    pair.bot.answerWith(({ verdict }, _nth, response) =>
      response.writeHead(verdict.status).end(verdict.message),
    );
    expect((await control('POST', '/verify-callback')).body).toMatchObject({ ok: true });
    expect((await control('POST', '/malicious', { kind: 'bad-signature' })).body).toEqual({
      kind: 'bad-signature',
      status: 403,
    });
  });
});

describe('a test in the same process', () => {
  it('waits for a message by the event of its arrival, also when it came before', async () => {
    const isSecond = (item: { seq: number }) => item.seq === 2;
    const waiting = pair.sim.waitFor('zhangsan', isSecond);
    await pair.api.sendText('zhangsan', '一');
    await pair.api.sendText('zhangsan', '二');
    expect((await waiting).content.content).toBe('二');
    expect((await pair.sim.waitFor('zhangsan', isSecond)).content.content).toBe('二');
  });

  it('is told what was received instead when the wait was in vain', async () => {
    await pair.api.sendText('zhangsan', '别的');
    await expect(pair.sim.waitFor('zhangsan', () => false, 20)).rejects.toThrow('别的');
  });

  it('can close the simulator while somebody still waits', async () => {
    const waiting = expect(pair.sim.waitFor('zhangsan', () => false)).rejects.toThrow('closed');
    await pair.sim.close();
    await waiting;
  });

  it('gets the settings under the names that the product reads', () => {
    expect(pair.sim.productSettings).toMatchObject({
      WECOM_CORP_ID: pair.sim.settings.corpId,
      WECOM_AGENT_ID: String(pair.sim.settings.agentId),
      WECOM_API_BASE_URL: pair.sim.url,
    });
  });
});
