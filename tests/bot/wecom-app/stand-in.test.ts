import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../../src/bot/channel.js';
import { createCallback } from '../../../src/bot/channels/wecom-app/callback.js';
import { createWecomAppChannel } from '../../../src/bot/channels/wecom-app/index.js';
import type { InboundMessage } from '../../../src/domain/conversations/message.js';
import { silentLog } from '../../../src/shared/log.js';
import { wecomAppCallback } from '../../../src/web/callbacks/wecom-app.js';
import { type MaliciousKind, maliciousKinds } from '../../../wecom-sim/callback/malicious.js';
import { startWecomSim } from '../../../wecom-sim/server.js';
import type { WecomSim } from '../../../wecom-sim/wecom-sim.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { sendWhole } from './send-whole.js';

const officer = 'hs-officer-1';
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);
const card = {
  id: 'task-0001',
  source: '演示数据，均为虚构',
  title: '路灯不亮',
  rows: [{ label: '地点', value: '锦河花苑3号楼' }],
  buttons: [
    { key: 'acknowledge', text: '签收', style: 'primary' as const },
    { key: 'return', text: '退回', style: 'default' as const },
  ],
};

let sim: WecomSim;
let server: FastifyInstance;
let channel: Channel;
let inbox: InboundMessage[];

beforeEach(async () => {
  sim = await startWecomSim({ retryDelayMs: 5 });
  const { settings } = sim;
  channel = createWecomAppChannel({
    settings: { ...settings, apiBaseUrl: sim.url },
    tokens: memoryTokens(),
    media: { read: async () => ({ bytes: jpeg, mime: 'image/jpeg', fileName: '现场.jpg' }) },
    log: silentLog,
  });
  inbox = [];
  const keys = new Set<string>();
  server = Fastify({ forceCloseConnections: true });
  await server.register(
    wecomAppCallback({
      callback: createCallback(settings),
      receive: async (message) => {
        if (keys.has(message.externalKey)) return 'duplicate';
        keys.add(message.externalKey);
        inbox.push(message);
        return 'stored';
      },
      log: silentLog,
    }),
  );
  sim.turn({ callbackUrl: `${await server.listen({ port: 0, host: '127.0.0.1' })}/callbacks/wecom-app` });
});

afterEach(async () => {
  await channel.close?.();
  await server.close();
  await sim.close();
});

const send = (content: Parameters<Channel['send']>[0]['content'], responseCode?: string) =>
  sendWhole(channel, { to: officer, content, ...(responseCode && { responseCode }) });

describe('an officer on WeCom', () => {
  it('reads a text, taps a card and sees it settled, twice, each time with a right of its own', async () => {
    await send({ kind: 'text', text: '有一件新工单' });
    const { responseCode } = await send({ kind: 'card', card });
    expect(sim.inbox(officer)).toMatchObject([
      { msgtype: 'text', content: { content: '有一件新工单' } },
      { msgtype: 'template_card', taskId: 'task-0001', buttons: [{ text: '签收' }, { text: '退回' }] },
    ]);

    expect((await sim.users.tap(officer, { taskId: 'task-0001', key: 'acknowledge' })).accepted).toBe(true);
    const tap = inbox[0];
    expect(tap).toMatchObject({
      senderKey: officer,
      content: { kind: 'tap', cardId: 'task-0001', buttonKey: 'acknowledge' },
    });

    const tapRight = tap?.content.kind === 'tap' ? tap.content.responseCode : undefined;
    const settled = () => sim.inbox(officer)[1]?.replaced;
    await send({ kind: 'card-update', card, outcome: '已由张三签收' }, responseCode);
    expect(settled()).toBe('已由张三签收');
    await send({ kind: 'card-update', card, outcome: '已办结' }, tapRight);
    expect(settled()).toBe('已办结');
    await expect(send({ kind: 'card-update', card, outcome: '又一次' }, tapRight)).rejects.toMatchObject({
      remedy: 'give-up',
    });
  });

  it('gets a picture, and the picture he sends can be fetched', async () => {
    await send({ kind: 'image', mediaId: 'ours-1' });
    expect(sim.inbox(officer)).toMatchObject([{ msgtype: 'image' }]);
    await sim.users.say(officer, { image: jpeg });
    const content = inbox[0]?.content;
    const platformId =
      content?.kind === 'image' && content.media.at === 'platform' ? content.media.platformId : '';
    expect(await channel.download?.(platformId)).toEqual({ bytes: jpeg, mime: 'image/jpeg' });
  });

  it('is heard once, whatever he says and however often WeCom delivers it', async () => {
    sim.turn({ duplicateDeliveries: 2 });
    await sim.users.say(officer, '收到 ]]> <b>😀');
    await sim.users.say(officer, { location: { latitude: 31.2304, longitude: 121.4737, label: '锦河花苑' } });
    await sim.users.say(officer, { event: 'enter_agent' });
    await sim.users.say(officer, { event: 'unsubscribe' });
    expect(inbox.map((message) => message.content)).toEqual([
      { kind: 'text', text: '收到 ]]> <b>😀' },
      { kind: 'location', latitude: 31.2304, longitude: 121.4737, system: 'gcj02', label: '锦河花苑' },
      { kind: 'enter' },
      { kind: 'leave' },
    ]);
  });

  it('gets a message although its token ended a moment before', async () => {
    await send({ kind: 'text', text: '您好' });
    sim.invalidateTokens();
    await send({ kind: 'text', text: '再见' });
    expect(sim.inbox(officer)).toHaveLength(2);
  });
});

describe('the callback address', () => {
  it('passes the verification of the console', async () => {
    expect(await sim.verifyCallback()).toMatchObject({ ok: true, status: 200 });
  });

  // An old but genuine delivery is taken in: the documentation sets no bound, and its key keeps it from counting twice.
  const refused = maliciousKinds.filter(
    (kind): kind is Exclude<MaliciousKind, 'old-timestamp'> => kind !== 'old-timestamp',
  );

  it.each(refused)('refuses a delivery with %s and stores nothing', async (kind) => {
    const { status } = await sim.malicious(kind);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(inbox).toEqual([]);
  });
});
