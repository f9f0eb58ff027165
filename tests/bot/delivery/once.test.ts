import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPostOffice, type PostOffice } from './post-office.js';

let office: PostOffice;
let worker: string;
beforeEach(async () => {
  office = await openPostOffice({ hangMs: 200 });
  worker = await office.addPerson('gx0001');
});
afterEach(() => office.close());

const sends = () => office.calls('message/send');

describe('A grid worker to whom the same thing is rightly said twice', () => {
  it('reads both answers, the second with a word that shows it is a new one', async () => {
    await office.queue(worker, '记下了。');
    await office.deliver();
    await office.queue(worker, '记下了。');
    await office.queue(worker, '记下了。');
    await office.deliver();
    expect(office.texts('gx0001')).toEqual([
      '记下了。',
      '记下了。\n（10:05 再次回复）',
      '记下了。\n（10:05 第3次回复）',
    ]);
  });

  it('reads them all when the clock of a demonstration jumps a day to the same minute', async () => {
    for (let day = 0; day < 4; day += 1) {
      await office.queue(worker, '记下了。');
      await office.deliver();
      office.now = new Date(office.now.getTime() + 24 * 3600_000);
    }
    expect(office.texts('gx0001')).toHaveLength(4);
  });

  it('reads them all when the process was started anew in between', async () => {
    await office.queue(worker, '记下了。');
    await office.deliver(office.another());
    await office.queue(worker, '记下了。');
    await office.deliver(office.another());
    expect(office.texts('gx0001')).toHaveLength(2);
  });

  it('reads every part of two long answers, also where only their ends differ', async () => {
    const lines = Array.from({ length: 60 }, (_x, n) => `第${n}件${'路'.repeat(30)}`).join('\n');
    for (const end of ['', '', '\n还有一件']) {
      await office.queue(worker, lines + end);
      await office.deliver();
    }
    const texts = office.texts('gx0001');
    expect(new Set(texts).size).toBe(texts.length);
    const whole = texts.map((text) => text.replace(/^\(\d+\/\d+\)\n/, '').replace(/\n（10:05 .*）$/, ''));
    expect(whole.join('\n')).toBe([lines, lines, `${lines}\n还有一件`].join('\n'));
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
  });

  it('is not told apart from what WeCom has forgotten', async () => {
    await office.queue(worker, '记下了。');
    await office.deliver();
    await office.database.pool.query(`UPDATE outbound_prints SET said_at = said_at - interval '5 hours'`);
    office.sim.clock.advance(5 * 3600_000);
    await office.queue(worker, '记下了。');
    await office.deliver();
    expect(office.texts('gx0001')).toEqual(['记下了。', '记下了。']);
  });

  it('is not misled by somebody who writes such a mark himself', async () => {
    await office.queue(worker, '记下了。\n（10:05 再次回复）');
    await office.queue(worker, '记下了。');
    await office.queue(worker, '记下了。');
    await office.deliver();
    expect(office.texts('gx0001')).toHaveLength(3);
  });

  it('sees the same picture twice', async () => {
    await office.queue(worker, { kind: 'image', mediaId: 'photo' });
    await office.queue(worker, { kind: 'image', mediaId: 'photo' });
    await office.deliver();
    const items = office.sim.inbox('gx0001');
    expect(items.map((item) => item.msgtype)).toEqual(['image', 'image']);
    expect(office.calls('media/upload')).toHaveLength(2);
  });
});

describe('A message whose outcome nobody knows', () => {
  it.each(['timeout-after', 'drop-after', 'half-answer'] as const)(
    'arrives once after %s, and its repeat is the same to the byte',
    async (fault) => {
      office.sim.turn({ repeatsComparedBy: 'bytes' });
      office.sim.orderApiFaults([fault], '/cgi-bin/message/send');
      const id = await office.queue(worker, '已登记，编号 20461-7。');
      await office.deliver();
      expect(await office.row(id)).toMatchObject({ state: 'queued', attempts: 1 });
      await office.wait();
      // In another process, as after a crash.
      await office.deliver(office.another());
      expect(await office.row(id)).toMatchObject({ state: 'sent', attempts: 2 });
      expect(office.texts('gx0001')).toEqual(['已登记，编号 20461-7。']);
      const [first, second] = sends();
      expect(second?.body).toBe(first?.body);
    },
  );

  it('is stored before it is sent', async () => {
    office.sim.orderApiFaults(['timeout-before'], '/cgi-bin/message/send');
    const id = await office.queue(worker, '你好');
    await office.deliver();
    const { wire } = await office.row(id);
    expect(wire).toHaveLength(1);
    expect(JSON.parse(wire[0] ?? '')).toMatchObject({
      touser: 'gx0001',
      text: { content: '你好' },
      enable_duplicate_check: 1,
      duplicate_check_interval: 14_400,
    });
  });

  it('goes on with the part that is missing when it is long', async () => {
    office.sim.orderApiFaults(['none', 'drop-before'], '/cgi-bin/message/send');
    const id = await office.queue(worker, '路'.repeat(1500));
    await office.deliver();
    expect(await office.row(id)).toMatchObject({ state: 'queued', partsSent: 1 });
    await office.wait();
    await office.deliver();
    const texts = office.texts('gx0001');
    expect(texts.map((text) => text.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)']);
    expect(sends()).toHaveLength(4);
  });

  it('shows a picture once, uploaded once', async () => {
    office.sim.orderApiFaults(['drop-after'], '/cgi-bin/message/send');
    await office.queue(worker, { kind: 'image', mediaId: 'photo' });
    await office.deliver();
    await office.wait();
    await office.deliver();
    expect(office.sim.inbox('gx0001')).toHaveLength(1);
    expect(office.calls('media/upload')).toHaveLength(1);
  });

  it('uploads a picture anew when WeCom has lost it meanwhile', async () => {
    office.sim.orderApiFaults(['drop-before', 40007], '/cgi-bin/message/send');
    const id = await office.queue(worker, { kind: 'image', mediaId: 'photo' });
    for (let turn = 0; turn < 3; turn += 1) {
      await office.deliver();
      await office.wait();
    }
    expect(await office.row(id)).toMatchObject({ state: 'sent' });
    expect(office.sim.inbox('gx0001')).toHaveLength(1);
    expect(office.calls('media/upload')).toHaveLength(2);
  });
});
