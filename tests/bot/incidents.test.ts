import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIncidentDesk, type IncidentDesk } from '../../src/bot/incidents.js';
import { openTown, type Town } from '../support/town.js';

const minuteMs = 60_000;

let town: Town;
let desk: IncidentDesk;
beforeAll(async () => {
  town = await openTown({ startAt: '2026-09-23T10:00:00+08:00', sweep: false });
});
afterAll(() => town.close());

beforeEach(async () => {
  await town.app.engine.pool.query('DELETE FROM incidents');
  // Every test is a town of its own day, so that nothing of the one before is still settling.
  await town.app.clock?.advance(24 * 60 * minuteMs);
  desk = createIncidentDesk(town.app.engine);
  await administrator().news();
});

function administrator() {
  return town.chat('yunwei-1');
}

async function later(minutes: number): Promise<void> {
  await town.app.clock?.advance(minutes * minuteMs);
}

/** What the administrator reads after everybody has looked. */
async function told(...desks: IncidentDesk[]): Promise<string> {
  await Promise.all((desks.length > 0 ? desks : [desk]).map((each) => each.settle()));
  await town.settle();
  return administrator().news();
}

async function rows(): Promise<{ code: string; count: number; open: boolean }[]> {
  const { rows } = await town.app.engine.pool.query(
    'SELECT code, count, open_key IS NOT NULL AS open FROM incidents ORDER BY code',
  );
  return rows;
}

describe('The administrator', () => {
  it('is told once what is wrong, since when and what to do, and once that it is over', async () => {
    desk.seen({ code: 'queue-away', key: 'redis' });
    expect(await told()).toBe('');
    await later(1);
    desk.seen({ code: 'queue-away', key: 'redis' });
    expect(await told()).toMatch(/【运行】.*起：排队服务连不上.*请看 Redis/);
    desk.seen({ code: 'queue-away', key: 'redis' });
    expect(await told()).toBe('');
    await later(1);
    expect(await told()).toBe('');
    await later(3);
    expect(await told()).toMatch(/【运行】好了：排队服务连不上.*（\d\d:\d\d到\d\d:\d\d）/);
    await later(3);
    expect(await told()).toBe('');
  });

  it('hears nothing of a queue that was away for seconds, because a restart is nobody’s trouble', async () => {
    desk.seen({ code: 'queue-away', key: 'redis' });
    expect(await told()).toBe('');
    await later(5);
    expect(await told()).toBe('');
    await later(5);
    expect(await told()).toBe('');
    expect(await rows()).toEqual([{ code: 'queue-away', count: 1, open: false }]);
  });

  it('is told once of something that flickers: back within half an hour it is the same', async () => {
    desk.seen({ code: 'disk-full', key: 'a', detail: { place: 'a', reason: '500 MB' } });
    expect(await told()).toMatch(/a 的磁盘只剩 500 MB/);
    for (let round = 0; round < 3; round++) {
      await later(1);
      expect(await told()).toBe('');
      desk.seen({ code: 'disk-full', key: 'a', detail: { place: 'a', reason: '400 MB' } });
      expect(await told()).toBe('');
    }
    expect(await rows()).toEqual([{ code: 'disk-full', count: 4, open: true }]);
  });

  it('is told again when what was called over is back and stays', async () => {
    const look = () => desk.seen({ code: 'disk-full', key: 'a', detail: { place: 'a', reason: '1 MB' } });
    look();
    await told();
    await later(1);
    await told();
    await later(3);
    expect(await told()).toMatch(/好了/);
    look();
    expect(await told()).toBe('');
    await later(31);
    look();
    expect(await told()).toMatch(/起：a 的磁盘只剩/);
  });

  it('hears of something that comes back after half an hour as something new', async () => {
    const look = () => desk.seen({ code: 'disk-full', key: 'a', detail: { place: 'a', reason: '1 MB' } });
    look();
    await told();
    await later(1);
    await told();
    await later(3);
    await told();
    await later(40);
    look();
    expect(await told()).toMatch(/起：a 的磁盘只剩/);
    expect(await rows()).toHaveLength(2);
  });

  it('gets one message when more than three things are wrong at once', async () => {
    for (const key of ['a', 'b', 'c', 'd'])
      desk.seen({ code: 'disk-full', key, detail: { place: key, reason: '1 MB' } });
    const heard = await told();
    expect(heard.match(/【运行】/g)).toHaveLength(1);
    expect(heard).toMatch(/有4件事/);
    for (const key of ['a', 'b', 'c', 'd']) expect(heard).toContain(`${key} 的磁盘`);
  });

  it('is told by one process of several, and they share one row', async () => {
    const desks = [desk, createIncidentDesk(town.app.engine), createIncidentDesk(town.app.engine)];
    for (const each of desks) each.seen({ code: 'message-waiting', detail: { count: 7 } });
    const heard = await told(...desks);
    expect(heard.match(/【运行】/g)).toHaveLength(1);
    expect(heard).toMatch(/共7条/);
    expect(await rows()).toEqual([{ code: 'message-waiting', count: 1, open: true }]);
  });

  it('is told when the channel is back, if the channel itself was what was broken', async () => {
    const refused = {
      what: 'send',
      channel: 'simulator',
      ok: false,
      ms: 5,
      code: 'wecom-60020',
      remedy: 'tell-operator',
      hint: '203.0.113.7',
    } as const;
    desk.note(refused);
    expect(await told()).toBe('');
    const detail = (await (await fetch(`${town.url}/readyz`)).json()) as { incidents: { what: string }[] };
    expect(detail.incidents.map((each) => each.what).join()).toContain('203.0.113.7');
    await later(2);
    desk.note(refused);
    expect(await told()).toBe('');
    await later(1);
    desk.note({ what: 'send', channel: 'simulator', ok: true, ms: 5 });
    expect(await told()).toBe('');
    await later(3);
    expect(await told()).toMatch(/出过一次，已经好了：企业微信拒绝了本机的地址 203\.0\.113\.7/);
  });
});

describe('What happens inside the product', () => {
  it('is counted, and over when it did not happen for half an hour', async () => {
    for (let n = 0; n < 3; n++) desk.note({ what: 'turn-failed' });
    expect(await told()).toMatch(/程序出过3次错/);
    desk.note({ what: 'turn-failed' });
    expect(await told()).toBe('');
    expect(await rows()).toEqual([{ code: 'handler-error', count: 4, open: true }]);
    await later(31);
    await told();
    expect((await rows())[0]?.open).toBe(false);
  });

  it('leaves no word of anybody in an incident: the row refuses what is longer than a code', async () => {
    desk.note({ what: 'turn', outcome: 'failed:sorry', ms: 3 });
    await told();
    const { rows } = await town.app.engine.pool.query('SELECT code, key, detail FROM incidents');
    expect(rows).toEqual([{ code: 'message-put-aside', key: '', detail: {} }]);
  });
});
