import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { ApiClient } from './api-client.js';

let sim: WecomSim;
let api: ApiClient;
beforeEach(async () => {
  sim = await startWecomSim();
  api = new ApiClient(sim);
  await api.signIn();
});
afterEach(() => sim.close());

const texts = (userid: string) => sim.inbox(userid).map((item) => item.content.content);

describe('the duplicate check', () => {
  const check = { enable_duplicate_check: 1, duplicate_check_interval: 600 };

  it('accepts the same request inside its interval but delivers it once, by the simulated clock', async () => {
    const first = await api.sendText('wangwu', '一次', check);
    sim.clock.advance(599_000);
    expect(await api.sendText('wangwu', '一次', check)).toMatchObject({ errcode: 0, msgid: first.msgid });
    expect(texts('wangwu')).toEqual(['一次']);
    expect(sim.log().at(-1)?.repeated).toBe(true);
    sim.clock.advance(1_000);
    await api.sendText('wangwu', '一次', check);
    expect(texts('wangwu')).toEqual(['一次', '一次']);
  });

  it('lasts 1800 seconds by default and at most 14400', async () => {
    await api.sendText('wangwu', '默认', { enable_duplicate_check: 1 });
    await api.sendText('wangwu', '最长', { enable_duplicate_check: 1, duplicate_check_interval: 99_999 });
    sim.clock.advance(1_800_000);
    await api.sendText('wangwu', '默认', { enable_duplicate_check: 1 });
    await api.sendText('wangwu', '最长', { enable_duplicate_check: 1, duplicate_check_interval: 99_999 });
    expect(texts('wangwu')).toEqual(['默认', '最长', '默认']);
    sim.clock.advance(14_400_000);
    await api.signIn();
    await api.sendText('wangwu', '最长', { enable_duplicate_check: 1, duplicate_check_interval: 99_999 });
    expect(texts('wangwu')).toEqual(['默认', '最长', '默认', '最长']);
  });

  it('is off unless asked for, and another content is another message', async () => {
    await api.sendText('wangwu', '两次');
    await api.sendText('wangwu', '两次');
    await api.sendText('wangwu', '三次', check);
    await api.sendText('wangwu', '四次', check);
    expect(texts('wangwu')).toEqual(['两次', '两次', '三次', '四次']);
  });
});

describe('the quota of one member', () => {
  it('drops the 31st message of a minute silently, and only for that member', async () => {
    for (let nth = 1; nth <= 31; nth += 1)
      expect((await api.sendText('wangwu', `第${nth}条`)).errcode).toBe(0);
    await api.sendText('lisi', '另一人');
    expect(sim.inbox('wangwu')).toHaveLength(30);
    expect(sim.inbox('lisi')).toHaveLength(1);
    expect(sim.log().filter((call) => call.dropped?.includes('wangwu'))).toHaveLength(1);
    sim.clock.advance(60_000);
    await api.sendText('wangwu', '下一分钟');
    expect(texts('wangwu').at(-1)).toBe('下一分钟');
  });

  it('drops what goes beyond 1000 messages an hour silently', async () => {
    // 34 minutes of 30 messages each are 1020 in one hour, and no minute is too full by itself.
    for (let minute = 0; minute < 34; minute += 1) {
      sim.clock.advance(61_000);
      await Promise.all(Array.from({ length: 30 }, () => api.sendText('wangwu', '小时')));
    }
    expect(sim.inbox('wangwu')).toHaveLength(1000);
  });
});

describe('message/recall', () => {
  const recall = (msgid: unknown) => api.post('/cgi-bin/message/recall', { msgid });

  it('takes a message of this app back within 24 hours', async () => {
    const { msgid } = await api.sendText('wangwu', '错发');
    expect((await recall(msgid)).errcode).toBe(0);
    expect(sim.inbox('wangwu')[0]?.recalled).toBe(true);
  });

  it('refuses (40058) an unknown message and one older than 24 hours', async () => {
    const { msgid } = await api.sendText('wangwu', '旧的');
    expect((await recall('msg_of_another_app')).errcode).toBe(40058);
    sim.clock.advance(24 * 3600 * 1000);
    await api.signIn();
    expect((await recall(msgid)).errcode).toBe(40058);
    expect(sim.inbox('wangwu')[0]?.recalled).toBeUndefined();
  });
});
