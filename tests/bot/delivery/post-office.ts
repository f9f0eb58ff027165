import { randomUUID } from 'node:crypto';
import type { Channel, WireRules } from '../../../src/bot/channel.js';
import { createWecomAppChannel } from '../../../src/bot/channels/wecom-app/index.js';
import { deliverOutbox, stopDelivery } from '../../../src/bot/deliver.js';
import type { DeliveryEngine } from '../../../src/bot/delivery/delivery-engine.js';
import { createZone } from '../../../src/bot/zone.js';
import { loadConfig } from '../../../src/config.js';
import type { Card, ChannelName, OutboundContent } from '../../../src/domain/conversations/message.js';
import { randomIds } from '../../../src/shared/ids.js';
import { silentLog } from '../../../src/shared/log.js';
import { projectRoot } from '../../../src/shared/paths.js';
import { createStoreClient, type StoreClient } from '../../../src/store/client.js';
import { type Lane, lanes } from '../../../src/store/outbox.js';
import { createTokenRows } from '../../../src/store/token-rows.js';
import { startWecomSim } from '../../../wecom-sim/server.js';
import type { WecomSim, WecomSimOptions } from '../../../wecom-sim/wecom-sim.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

export const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);

/** The sending half of the product on a database of its own, with a stand-in for WeCom at the other end. */
export interface PostOffice {
  database: TestDatabase;
  client: StoreClient;
  sim: WecomSim;
  /** One process; `another` starts a second one on the same rows. */
  engine: DeliveryEngine;
  another(change?: Partial<DeliveryEngine>): DeliveryEngine;
  channel(): Channel & { wire: WireRules };
  addPerson(userid: string): Promise<string>;
  /** Queues a message and returns its id. */
  queue(personId: string, content: OutboundContent | string, lane?: Lane): Promise<string>;
  /** A card with its row, ready to be updated. */
  queueCard(personId: string, id: string): Promise<Card>;
  /** Sends what may go now. */
  deliver(engine?: DeliveryEngine): Promise<void>;
  /** As if so much time of waiting had passed. */
  wait(): Promise<void>;
  row(id: string): Promise<Row>;
  /** Calls of one API that reached WeCom. */
  calls(api: string): { errcode: number | undefined; body: string }[];
  /** What the member reads, oldest first. */
  texts(userid: string): string[];
  /** The product's clock. */
  now: Date;
  close(): Promise<void>;
}

export interface Row {
  state: string;
  attempts: number;
  failureCode: string | null;
  platformId: string | null;
  partsSent: number;
  wire: string[];
}

export async function openPostOffice(options: WecomSimOptions = {}): Promise<PostOffice> {
  const database = await createTestDatabase();
  const client = createStoreClient(database.pool);
  const sim = await startWecomSim(options);
  const zone = createZone(loadConfig({ env: {}, root: projectRoot }));
  const channels: Channel[] = [];
  const engines: DeliveryEngine[] = [];

  const newChannel = () => {
    const channel = createWecomAppChannel({
      settings: { ...sim.settings, apiBaseUrl: sim.url },
      tokens: createTokenRows(client),
      media: { read: async () => ({ bytes: jpeg, mime: 'image/jpeg', fileName: '现场.jpg' }) },
      log: silentLog,
    });
    channels.push(channel);
    if (!channel.wire) throw new Error('the channel has no wire');
    return { ...channel, wire: channel.wire };
  };
  const office = { now: new Date('2026-11-03T10:05:00+08:00') };
  const another = (change: Partial<DeliveryEngine> = {}): DeliveryEngine => {
    const engine: DeliveryEngine = {
      pool: database.pool,
      zone,
      clock: { now: () => office.now },
      ids: randomIds,
      log: silentLog,
      channels: new Map<ChannelName, Channel>([['wecom-app', newChannel()]]),
      heldBy: () => null,
      ...change,
    };
    engines.push(engine);
    return engine;
  };
  const engine = another();

  const queue = async (personId: string, content: OutboundContent | string, lane: Lane = 'answer') => {
    const id = randomUUID();
    const whole: OutboundContent = typeof content === 'string' ? { kind: 'text', text: content } : content;
    await client.outboundMessage.create({
      data: {
        id,
        personId,
        channel: 'wecom-app',
        cardId: 'card' in whole ? whole.card.id : null,
        kind: whole.kind,
        lane: lanes[lane],
        queuedAt: office.now,
        content: { create: { body: JSON.parse(JSON.stringify(whole)) } },
      },
    });
    return id;
  };

  return Object.assign(office, {
    database,
    client,
    sim,
    engine,
    another,
    channel: newChannel,
    queue,
    async addPerson(userid: string) {
      const personId = randomUUID();
      await client.person.create({
        data: {
          id: personId,
          identities: {
            create: { id: randomUUID(), channel: 'wecom-app', externalId: userid, address: userid },
          },
        },
      });
      return personId;
    },
    async queueCard(personId: string, id: string) {
      const card: Card = {
        id,
        title: '路灯不亮',
        rows: [],
        buttons: [{ key: 'acknowledge', text: '签收', style: 'primary' }],
      };
      await client.card.create({
        data: { id, personId, channel: 'wecom-app', purpose: 'assigned', createdAt: office.now },
      });
      await queue(personId, { kind: 'card', card });
      return card;
    },
    async deliver(by: DeliveryEngine = engine) {
      await deliverOutbox(by);
    },
    async wait() {
      await database.pool.query(`UPDATE outbound_messages SET not_before = NULL WHERE state = 'queued'`);
    },
    async row(id: string): Promise<Row> {
      const found = await client.outboundMessage.findUniqueOrThrow({
        where: { id },
        include: { content: true },
      });
      const { state, attempts, failureCode, platformId, partsSent } = found;
      return { state, attempts, failureCode, platformId, partsSent, wire: found.content?.wire ?? [] };
    },
    calls: (api: string) =>
      sim
        .log()
        .filter((call) => call.path === `/cgi-bin/${api}`)
        .map((call) => ({ errcode: call.errcode, body: JSON.stringify(call.body) })),
    texts: (userid: string) =>
      sim.inbox(userid).flatMap((item) => (item.msgtype === 'text' ? [String(item.content.content)] : [])),
    async close() {
      await Promise.all(engines.map((each) => stopDelivery(each)));
      await Promise.all(channels.map((each) => each.close?.()));
      await sim.close();
      await client.$disconnect();
      await database.drop();
    },
  });
}
