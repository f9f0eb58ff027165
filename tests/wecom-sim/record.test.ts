import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { ApiClient } from './api-client.js';
import { buttonCard, cardMessage } from './sample-cards.js';

let sim: WecomSim;
let api: ApiClient;
beforeEach(async () => {
  sim = await startWecomSim({ keepCalls: 40, keepPerMember: 20 });
  api = new ApiClient(sim);
  await api.signIn();
});
afterEach(() => sim.close());

const check = { enable_duplicate_check: 1, duplicate_check_interval: 600 };
const sendPath = '/cgi-bin/message/send';

describe('the record of a member', () => {
  it('names what arrived once, with the hash of the request as it came, and every suppressed repeat', async () => {
    const raw = JSON.stringify({
      touser: 'wangwu',
      agentid: sim.settings.agentId,
      msgtype: 'text',
      text: { content: '只一次' },
      ...check,
    });
    const first = await api.post(sendPath, raw);
    await api.post(sendPath, raw);
    await api.post(sendPath, raw);
    const requestHash = createHash('sha256').update(raw).digest('hex');
    const { arrived, suppressed } = sim.record('WangWu');
    expect(arrived).toMatchObject([{ seq: 1, msgid: first.msgid, requestHash, msgtype: 'text' }]);
    expect(suppressed).toMatchObject([
      { seq: 1, msgid: first.msgid, requestHash },
      { seq: 2, msgid: first.msgid, requestHash },
    ]);
    expect(sim.summary().messages).toEqual({ arrived: 1, suppressed: 2, dropped: 0 });
  });

  it('names a repeat for every member it was meant for', async () => {
    await api.sendText('zhangsan|lisi', '两个人', check);
    await api.sendText('zhangsan|lisi', '两个人', check);
    expect(['zhangsan', 'lisi'].map((userid) => sim.record(userid).suppressed.length)).toEqual([1, 1]);
  });

  it('names what the quota dropped', async () => {
    for (let nth = 1; nth <= 31; nth += 1) await api.sendText('wangwu', `第${nth}条`);
    expect(sim.record('wangwu').dropped).toHaveLength(1);
    expect(sim.summary().messages).toMatchObject({ arrived: 30, dropped: 1 });
  });

  it('says when older entries are gone and it proves nothing any more', async () => {
    for (let nth = 1; nth <= 20; nth += 1) await api.sendText('wangwu', `第${nth}条`);
    expect(sim.record('wangwu').forgotten).toBe(0);
    await api.sendText('wangwu', '第21条');
    const { arrived, forgotten } = sim.record('wangwu');
    expect(arrived.length + forgotten).toBe(21);
    expect(forgotten).toBeGreaterThan(0);
    expect(sim.inbox('wangwu', 20)).toMatchObject([{ seq: 21, content: { content: '第21条' } }]);
  });
});

describe('the duplicate check compares the whole request', () => {
  const swapped = (body: Record<string, unknown>) => Object.fromEntries(Object.entries(body).reverse());
  const message = () => ({
    touser: 'wangwu',
    agentid: sim.settings.agentId,
    msgtype: 'text',
    text: { content: '同样的话' },
    ...check,
  });

  it('so another receiver or another option is another message', async () => {
    await api.post(sendPath, message());
    await api.post(sendPath, { ...message(), touser: 'wangwu|lisi' });
    await api.post(sendPath, { ...message(), safe: 1 });
    expect(sim.inbox('wangwu')).toHaveLength(3);
  });

  it('and takes other orders of the keys for the same, unless told to compare bytes', async () => {
    await api.post(sendPath, message());
    await api.post(sendPath, swapped(message()));
    expect(sim.inbox('wangwu')).toHaveLength(1);
    sim.turn({ repeatsComparedBy: 'bytes' });
    await api.post(sendPath, message());
    await api.post(sendPath, swapped(message()));
    await api.post(sendPath, message());
    expect(sim.inbox('wangwu')).toHaveLength(3);
  });

  it('from the first accepted one on: a repeat does not lengthen the interval', async () => {
    await api.post(sendPath, message());
    sim.clock.advance(400_000);
    await api.post(sendPath, message());
    sim.clock.advance(200_000);
    await api.post(sendPath, message());
    expect(sim.inbox('wangwu')).toHaveLength(2);
  });

  it('and a request that was refused does not count as the first', async () => {
    sim.failNext(sendPath, -1);
    expect((await api.post(sendPath, message())).errcode).toBe(-1);
    expect((await api.post(sendPath, message())).errcode).toBe(0);
    expect(sim.inbox('wangwu')).toHaveLength(1);
  });
});

describe('the answer to a suppressed repeat', () => {
  const card = () => cardMessage(buttonCard('case-1'), check);

  it('has errcode 0 and the first msgid, but no response_code', async () => {
    const first = await api.send(card());
    const again = await api.send(card());
    expect(again).toMatchObject({ errcode: 0, msgid: first.msgid });
    expect(again).not.toHaveProperty('response_code');
  });

  it('can carry the first response_code, or not even the msgid', async () => {
    const first = await api.send(card());
    sim.turn({ repeatCarriesResponseCode: true, repeatCarriesMsgid: false });
    const again = await api.send(card());
    expect(again.response_code).toBe(first.response_code);
    expect(again).not.toHaveProperty('msgid');
  });
});

describe('the log', () => {
  const read = async (query: string) => (await fetch(`${sim.url}/sim/log?${query}`)).json();

  it('is read in pages', async () => {
    for (let nth = 1; nth <= 5; nth += 1) await api.sendText('wangwu', `第${nth}条`);
    expect(await read('limit=4')).toMatchObject({ next: 4, more: true, total: 6, forgotten: 0 });
    expect(await read('after=4&limit=4')).toMatchObject({
      calls: [{ seq: 5 }, { seq: 6 }],
      next: 6,
      more: false,
    });
    expect(await read('newest=1')).toMatchObject({ calls: [{ seq: 6 }] });
  });

  it('counts by path and errcode and by fault, also what it keeps no longer', async () => {
    sim.orderApiFaults(['none', 'busy', 'drop-before', 'drop-after'], sendPath);
    await api.sendText('wangwu', '一');
    await api.sendText('wangwu', '二');
    await api.sendText('wangwu', '三').catch(() => undefined);
    await api.sendText('wangwu', '四').catch(() => undefined);
    for (let nth = 0; nth < 60; nth += 1) await api.get('/cgi-bin/getcallbackip', {});
    const { calls } = sim.summary();
    expect(calls).toMatchObject({
      total: 65,
      byPath: {
        '/cgi-bin/gettoken': { 0: 1 },
        [sendPath]: { '-1': 1, 0: 2, none: 1 },
        '/cgi-bin/getcallbackip': { 41001: 60 },
      },
      byFault: { busy: 1, 'drop-before': 1, 'drop-after': 1 },
    });
    expect(calls.forgotten).toBeGreaterThan(0);
    expect(sim.log().length + calls.forgotten).toBe(65);
  });
});
