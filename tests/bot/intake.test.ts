import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Intake, type Received } from '../../src/bot/intake.js';
import { silentLog } from '../../src/shared/log.js';
import { openSpool, type Spool } from '../../src/store/spool/index.js';
import type { BatchOutcome } from '../../src/store/store-batch.js';
import type { Arrival } from '../../src/store/store-inbound.js';

/** A batch that the database was given and has not answered. */
interface Given {
  texts: string[];
  done(): void;
}

let dataDir: string;
let spool: Spool;
let given: Given[];
let told: string[];
let intake: Intake;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-intake-'));
  spool = await openSpool(dataDir, silentLog);
  given = [];
  told = [];
  intake = new Intake({ store, spool, log: silentLog });
});
afterEach(async () => {
  await spool.close();
  await rm(dataDir, { recursive: true, force: true });
});

function store(arrivals: readonly Arrival[]): Promise<BatchOutcome[]> {
  const texts = arrivals.map(({ message }) => message.externalKey);
  return new Promise((resolve) => {
    given.push({
      texts,
      done: () => resolve(texts.map((id) => ({ outcome: 'stored', messageId: id, conversationId: id }))),
    });
  });
}

function hears(text: string): Promise<Received> {
  const received = intake.add({
    message: {
      channel: 'wecom-app',
      externalKey: text,
      senderKey: 'li',
      content: { kind: 'text', text },
    },
    receivedAt: new Date('2026-11-03T01:00:00Z'),
  });
  void received.then(() => told.push(text));
  return received;
}

const batches = () => given.map(({ texts }) => texts);

describe('Messages that come while others are being stored', () => {
  it('wait for those, so that nobody overtakes, and are sent before those are answered', async () => {
    const first = [hears('一'), hears('二')];
    await expect.poll(batches).toEqual([['一', '二']]);
    const second = [hears('三'), hears('四')];
    let sentFirst: string[][] | null = null;
    void first[0]?.then(() => {
      sentFirst = batches();
    });
    given[0]?.done();
    await Promise.all(first);
    expect(sentFirst).toEqual([
      ['一', '二'],
      ['三', '四'],
    ]);
    expect(told).toEqual(['一', '二']);
    given[1]?.done();
    await Promise.all(second);
    expect(told).toEqual(['一', '二', '三', '四']);
  });

  it('are all answered before a stop goes on', async () => {
    void hears('一');
    await expect.poll(batches).toEqual([['一']]);
    void hears('二');
    const idle = intake.idle().then(() => [...told]);
    given[0]?.done();
    await expect.poll(batches).toEqual([['一'], ['二']]);
    given[1]?.done();
    expect(await idle).toEqual(['一', '二']);
  });
});
