import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPostOffice, type PostOffice } from './post-office.js';

let office: PostOffice;
let officer: string;
beforeEach(async () => {
  office = await openPostOffice({ hangMs: 200 });
  officer = await office.addPerson('hs-officer-1');
});
afterEach(() => office.close());

const updates = () => office.calls('message/update_template_card');
const shown = () => office.sim.inbox('hs-officer-1').map((item) => item.replaced);
const unusedRights = () => office.client.cardHandle.count({ where: { usedAt: null } });

/** Sends a card and then greys it. */
async function greyed(cardId: string, outcome = '已签收'): Promise<string> {
  const card = await office.queueCard(officer, cardId);
  await office.deliver();
  return office.queue(officer, { kind: 'card-update', card, outcome }, 'notice');
}

describe('A card that was dealt with', () => {
  it('is greyed with the right that came with it', async () => {
    const update = await greyed('card-1');
    await office.deliver();
    expect(shown()).toEqual(['已签收']);
    expect(await office.row(update)).toMatchObject({ state: 'sent', failureCode: null });
    expect(await unusedRights()).toBe(0);
  });

  it('is greyed once although the answer to the update was lost, and takes no second right', async () => {
    const update = await greyed('card-1');
    await office.client.cardHandle.create({
      data: { id: office.engine.ids.next(), cardId: 'card-1', code: 'older', grantedAt: new Date(0) },
    });
    office.sim.orderApiFaults(['drop-after'], '/cgi-bin/message/update_template_card');
    await office.deliver();
    expect(await office.row(update)).toMatchObject({ state: 'queued' });
    await office.wait();
    await office.deliver(office.another());
    expect(await office.row(update)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(shown()).toEqual(['已签收']);
    const [first, second] = updates();
    expect(second).toMatchObject({ errcode: 40058, body: first?.body });
    expect(await unusedRights()).toBe(1);
  });

  it('is greyed when the first attempt never reached WeCom', async () => {
    const update = await greyed('card-1');
    office.sim.orderApiFaults(['drop-before'], '/cgi-bin/message/update_template_card');
    await office.deliver();
    await office.wait();
    await office.deliver();
    expect(shown()).toEqual(['已签收']);
    expect(await office.row(update)).toMatchObject({ state: 'sent', failureCode: null });
  });

  it('stays as it is, without a word to anybody, when the right to grey it was lost with an answer', async () => {
    const warned: unknown[] = [];
    const log = {
      ...office.engine.log,
      warn: (fields: Record<string, unknown>) => void warned.push(fields.code),
      error: (fields: Record<string, unknown>) => void warned.push(fields.code),
    };
    office.sim.orderApiFaults(['drop-after'], '/cgi-bin/message/send');
    const card = await office.queueCard(officer, 'card-1');
    await office.deliver();
    await office.wait();
    const quiet = office.another({ log });
    await office.deliver(quiet);
    const update = await office.queue(officer, { kind: 'card-update', card, outcome: '已签收' }, 'notice');
    const later = await office.queue(officer, '20461-7 有新进展。');
    await office.deliver(quiet);
    expect(office.sim.inbox('hs-officer-1').map((item) => item.msgtype)).toEqual(['template_card', 'text']);
    expect(await office.row(update)).toMatchObject({ state: 'failed', failureCode: 'no-right' });
    expect(await office.row(later)).toMatchObject({ state: 'sent' });
    expect(updates()).toEqual([]);
    expect(warned).toEqual([]);
  });

  it('counts as sent when its repeat was swallowed and brought neither an id nor a right', async () => {
    office.sim.turn({ repeatCarriesMsgid: false });
    office.sim.orderApiFaults(['timeout-after'], '/cgi-bin/message/send');
    await office.queueCard(officer, 'card-1');
    await office.deliver();
    await office.wait();
    await office.deliver();
    const [row] = await office.client.outboundMessage.findMany();
    expect(row).toMatchObject({ state: 'sent', platformId: null, failureCode: null });
  });

  it('keeps its right even if the process that sent it was too slow and lost the message to another', async () => {
    const card = await office.queueCard(officer, 'card-1');
    let handedOver: Promise<void> = Promise.resolve();
    const channel = office.channel();
    const slow = office.another({
      channels: new Map([
        [
          'wecom-app',
          {
            ...channel,
            async send(request) {
              const receipt = await channel.send(request);
              await office.database.pool.query('UPDATE outbound_messages SET claimed_until = now()');
              handedOver = office.deliver();
              await handedOver;
              return receipt;
            },
          },
        ],
      ]),
    });
    await office.deliver(slow);
    await handedOver;
    expect(await unusedRights()).toBe(1);
    await office.queue(officer, { kind: 'card-update', card, outcome: '已签收' });
    await office.deliver();
    expect(shown()).toEqual(['已签收']);
  });
});
