import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Pair, startPair } from './sim-with-bot.js';

let pair: Pair;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const distinct = (values: (string | undefined)[]) => new Set(values).size;

describe('what a member sends reaches the bot', () => {
  it('as text, signed and encrypted for this corp, with a MsgId above 2^53', async () => {
    const { sim, bot } = pair;
    const delivery = await sim.users.say('ZhangSan', '路灯不亮 ]]> <b>&');
    expect(delivery).toMatchObject({ accepted: true, reply: { kind: 'none' } });
    expect(bot.received[0]?.message).toMatchObject({
      ToUserName: sim.settings.corpId,
      FromUserName: 'ZhangSan',
      CreateTime: expect.stringMatching(/^\d{10}$/),
      MsgType: 'text',
      Content: '路灯不亮 ]]> <b>&',
      MsgId: delivery.msgId,
      AgentID: String(sim.settings.agentId),
    });
    expect(BigInt(delivery.msgId ?? 0) > 2n ** 53n).toBe(true);
  });

  it('as a picture that can be fetched by MediaId and by PicUrl', async () => {
    await pair.sim.users.say('zhangsan', { image: jpeg });
    const { MsgType, MediaId = '', PicUrl = '' } = pair.bot.received[0]?.message ?? {};
    expect(MsgType).toBe('image');
    expect(Buffer.from(await (await pair.api.download(MediaId)).arrayBuffer())).toEqual(jpeg);
    expect(Buffer.from(await (await fetch(PicUrl)).arrayBuffer())).toEqual(jpeg);
  });

  it('as a voice message in AMR, without recognised text', async () => {
    const voice = Buffer.from('#!AMR\n0123456789');
    await pair.sim.users.say('zhangsan', { voice });
    const { MediaId = '', ...message } = pair.bot.received[0]?.message ?? {};
    expect(message).toMatchObject({ MsgType: 'voice', Format: 'amr' });
    expect(message).not.toHaveProperty('Recognition');
    expect(Buffer.from(await (await pair.api.download(MediaId)).arrayBuffer())).toEqual(voice);
  });

  it('as a location with the latitude in Location_X', async () => {
    await pair.sim.users.say('zhangsan', {
      location: { latitude: 30.5, longitude: 104.25, label: '虚构路1号' },
    });
    expect(pair.bot.received[0]?.message).toMatchObject({
      MsgType: 'location',
      Location_X: '30.5',
      Location_Y: '104.25',
      Label: '虚构路1号',
      AppType: 'wxwork',
    });
  });

  it('as an event without MsgId when the member opens the app', async () => {
    expect((await pair.sim.users.say('zhangsan', { event: 'enter_agent' })).msgId).toBeUndefined();
    const message = pair.bot.received[0]?.message;
    expect(message).toMatchObject({ MsgType: 'event', Event: 'enter_agent', EventKey: '' });
    expect(message).not.toHaveProperty('MsgId');
  });

  it('as unsubscribe and subscribe, and messages to that member fail in between', async () => {
    const { sim, api } = pair;
    await sim.users.say('zhangsan', { event: 'unsubscribe' });
    expect((await api.sendText('zhangsan', '还在吗')).errcode).toBe(81013);
    await sim.users.say('zhangsan', { event: 'subscribe' });
    expect((await api.sendText('zhangsan', '欢迎')).errcode).toBe(0);
    expect(pair.bot.received.map(({ message }) => message.Event)).toEqual(['unsubscribe', 'subscribe']);
  });

  it('fails with a clear mistake when no callback address is set', async () => {
    pair.sim.turn({ callbackUrl: undefined });
    await expect(pair.sim.users.say('zhangsan', '有人吗')).rejects.toMatchObject({ code: 'no-callback-url' });
  });
});

describe('a delivery that the bot does not accept', () => {
  it('is repeated three times with the same MsgId and text, encrypted afresh each time', async () => {
    const { sim, bot } = pair;
    bot.answerWith((_received, _nth, response) => response.writeHead(204).end());
    const delivery = await sim.users.say('zhangsan', '没人接');
    expect(delivery.accepted).toBe(false);
    expect(delivery.attempts.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    expect(distinct(bot.received.map(({ verdict }) => verdict.message))).toBe(1);
    expect(bot.received[0]?.message.MsgId).toBe(delivery.msgId);
    expect(distinct(bot.received.map(({ query }) => query.nonce))).toBe(4);
    expect(distinct(bot.received.map(({ query }) => query.msg_signature))).toBe(4);
  });

  it('can be repeated byte for byte instead, as the real spacing and sealing are unconfirmed', async () => {
    pair.sim.turn({ reencryptRetries: false });
    pair.bot.answerWith((_received, nth, response) => response.writeHead(nth < 3 ? 500 : 200).end());
    expect((await pair.sim.users.say('zhangsan', '再来')).attempts).toHaveLength(3);
    expect(distinct(pair.bot.received.map(({ query }) => query.msg_signature))).toBe(1);
  });

  it('stops being repeated at the first 200', async () => {
    pair.bot.answerWith((_received, nth, response) => response.writeHead(nth === 1 ? 502 : 200).end());
    const delivery = await pair.sim.users.say('zhangsan', '第二次成功');
    expect(delivery).toMatchObject({ accepted: true, attempts: [{ status: 502 }, { status: 200 }] });
  });

  it('is repeated when the answer takes longer than 5 seconds', { timeout: 15_000 }, async () => {
    pair.bot.answerWith((_received, nth, response) => {
      if (nth > 1) response.writeHead(200).end();
    });
    const delivery = await pair.sim.users.say('zhangsan', '太慢');
    expect(delivery.accepted).toBe(true);
    expect(delivery.attempts[0]).toMatchObject({ problem: expect.stringContaining('Timeout') });
    expect(delivery.attempts[0]?.elapsedMs).toBeGreaterThanOrEqual(4990);
    expect(delivery.attempts[0]?.elapsedMs).toBeLessThan(7000);
    expect(delivery.attempts[1]).toMatchObject({ status: 200 });
  });

  it('is repeated when the bot cannot be reached', async () => {
    await pair.bot.close();
    const delivery = await pair.sim.users.say('zhangsan', '关机了');
    expect(delivery.accepted).toBe(false);
    expect(delivery.attempts).toHaveLength(4);
    expect(
      delivery.attempts.every(({ status, problem }) => status === undefined && problem !== undefined),
    ).toBe(true);
  });

  it('can also be repeated although it was accepted, when a test asks for it', async () => {
    pair.sim.turn({ duplicateDeliveries: 2 });
    await pair.sim.users.say('zhangsan', '三遍');
    expect(pair.bot.received).toHaveLength(3);
    expect(distinct(pair.bot.received.map(({ message }) => message.MsgId))).toBe(1);
  });
});
