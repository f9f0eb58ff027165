import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { syncZone } from '../src/store/sync-zone.js';
import type { Chat } from './support/chat.js';
import { ConfigCopy } from './support/config-copy.js';
import { numberIn, phoneOf, reportMatter, rowOf, stepsOf } from './support/matter.js';
import { openTown, type Town } from './support/town.js';

// One test for each line of the founding notice that this product claims, doing what its acceptance says through the
// chats of those who use it. The lines that speak of every matter (A04, G01, K02, K08) come last and look at all.

let town: Town;
let dispatcher: Chat;
let leader: Chat;
beforeAll(async () => {
  town = await openTown({ startAt: '2026-11-03T09:00:00+08:00' });
  dispatcher = town.chat('hw-dispatcher-1');
  leader = town.chat('hw-leader');
});
afterAll(async () => {
  await town.close();
});

const puzzling = '那边老是有怪怪的动静，闹得人心里发毛';

/** Reports something that no rule can sort, and has the dispatcher give it to a unit, by name and category. */
async function giveTo(on: Town, unit: string, category = ''): Promise<{ number: string; resident: Chat }> {
  const { number, resident } = await reportMatter(on, `和顺家园2号楼${puzzling}`);
  await on.chat('hw-dispatcher-1').says(`派 ${number} 给${unit} ${category}`);
  return { number, resident };
}

/** The unit receives the matter, returns it, gets it again, does it; the reporter is satisfied. */
async function passThrough(on: Town, unit: { name: string }): Promise<void> {
  const { number, resident } = await giveTo(on, unit.name);
  const holder = async () => {
    const row = await rowOf(on, number);
    expect(row.unit, number).toBe(unit.name);
    return phoneOf(on, row.officer ?? '');
  };
  const officer = await holder();
  await officer.says(`签收 ${number}`);
  expect((await rowOf(on, number)).state).toBe('acknowledged');
  await officer.says(`退回 ${number} 说不清在哪`);
  expect((await rowOf(on, number)).state).toBe('returned');
  await on.chat('hw-dispatcher-1').says(`派 ${number} 给${unit.name}`);
  await (await holder()).says(`办结 ${number} 去看过，没有异常`);
  if ((await rowOf(on, number)).state === 'checking')
    await on.chat('hw-dispatcher-1').says(`核查通过 ${number}`);
  await resident.taps('好了，满意');
  expect((await rowOf(on, number)).state).toBe('closed');
}

describe('A01 the units', () => {
  it('can each receive, return and close a matter', async () => {
    const units = town.app.engine.zone.config.departments;
    expect(units.length).toBeGreaterThanOrEqual(18);
    for (const unit of units) await passThrough(town, unit);
  }, 180_000);

  it('of each of the four kinds can be added by config alone', async () => {
    const config = new ConfigCopy();
    const added = [
      { code: 'XZA', name: '演示镇属单位', kind: 'town' },
      { code: 'XZB', name: '演示区直部门', kind: 'zone-department' },
      { code: 'XZC', name: '演示区属企业', kind: 'zone-enterprise' },
      { code: 'XZD', name: '演示驻区单位', kind: 'stationed-unit' },
    ];
    config.append(
      'departments.yaml',
      added.flatMap(({ code, name, kind }) => [
        `  - code: ${code}`,
        `    name: ${name}`,
        `    kind: ${kind}`,
        '    people:',
        `      - { userid: ${code.toLowerCase()}-1, name: ${name}甲, role: 办件人 }`,
        `      - { userid: ${code.toLowerCase()}-head, name: ${name}主任, role: 分管负责人 }`,
      ]),
    );
    const larger = await openTown({
      startAt: '2026-11-03T09:00:00+08:00',
      env: { CONFIG_DIR: config.folder },
    });
    try {
      for (const unit of added) await passThrough(larger, unit);
    } finally {
      await larger.close();
      config.delete();
    }
  }, 120_000);
});

describe('B01 telling and being told', () => {
  /** FULL=1 replays as many as the line asks for; every run replays enough to see one that is lost. */
  const replayed = process.env.FULL === '1' ? 1000 : 300;
  const batch = 50;

  it(`loses none of ${replayed} reports, and gives a number within ten seconds to 99 of 100`, async () => {
    const { engine, receiver } = town.app;
    const workers = engine.zone.config.staff.filter((s) => s.role === '网格员' && !s.left);
    const began = engine.clock.now();
    const before = await engine.client.case.count();
    for (let done = 0; done < replayed; done += batch) {
      await Promise.all(
        Array.from({ length: Math.min(batch, replayed - done) }, (_, i) => {
          const n = done + i;
          const worker = workers[n % workers.length];
          return receiver.receive({
            channel: 'simulator',
            externalKey: `replay-${n}`,
            senderKey: worker?.userid ?? '',
            content: { kind: 'text', text: `路灯不亮了，第${n + 1}根灯杆` },
          });
        }),
      );
      await town.settle();
    }
    expect(await engine.client.case.count()).toBe(before + replayed);

    const waits: number[] = [];
    const inbound = await engine.client.inboundMessage.findMany({
      where: { externalKey: { startsWith: 'replay-' } },
      orderBy: { seq: 'asc' },
    });
    const outbound = await engine.client.outboundMessage.findMany({
      where: { queuedAt: { gte: began }, kind: 'text', state: 'sent' },
      include: { content: true },
      orderBy: { seq: 'asc' },
    });
    for (const personId of new Set(inbound.map((m) => m.personId))) {
      const receipts = outbound.filter(
        (m) => m.personId === personId && /编号 \d{4,9}-\d/.test(JSON.stringify(m.content?.body)),
      );
      for (const [i, asked] of inbound.filter((m) => m.personId === personId).entries()) {
        waits.push((receipts[i]?.sentAt?.getTime() ?? Infinity) - asked.receivedAt.getTime());
      }
    }
    expect(waits).toHaveLength(replayed);
    expect(waits.filter((ms) => ms >= 0 && ms <= 10_000).length).toBeGreaterThanOrEqual(
      Math.ceil(replayed * 0.99),
    );
  }, 300_000);
});

describe('D03 the tree', () => {
  it('has four levels and one root; every base grid has one village or community above it', async () => {
    const grids = await town.app.engine.client.grid.findMany({ where: { retiredAt: null } });
    const byCode = new Map(grids.map((g) => [g.code, g]));
    expect(grids.filter((g) => g.parentCode === null).map((g) => g.level)).toEqual([1]);
    expect(new Set(grids.map((g) => g.level))).toEqual(new Set([1, 2, 3, 4]));
    for (const g of grids.filter((x) => x.level > 1)) {
      expect(byCode.get(g.parentCode ?? '')?.level, g.name).toBe(g.level - 1);
    }
  });

  it('is what a resident meets: his words find his base grid and its worker', async () => {
    const resident = await town.newResident();
    await resident.says('我的网格员是谁');
    await resident.says('碧桐苑');
    await resident.hears(/碧桐苑网格的网格员是/);
  });
});

describe('D07 grid codes', () => {
  const village = (code: string, name: string) =>
    `  - { code: '${code}', name: ${name}, aliases: [], level: 3, type: 村居(社区)网格, kind: 行政村, parent: '371102100000000', area: 农村, landmarks: [] }`;

  it('are never given twice, and a retired one never again', async () => {
    const config = new ConfigCopy();
    const { client, ids } = town.app.engine;
    try {
      config.append('grids.yaml', [village('371102100511000', '演示甲村')]);
      await syncZone(client, config.load(), ids);
      await syncZone(client, town.app.engine.zone.config, ids);
      const retired = await client.grid.findUniqueOrThrow({ where: { code: '371102100511000' } });
      expect(retired.retiredAt).not.toBeNull();
      config.replace('grids.yaml', '演示甲村', '演示乙村');
      await expect(syncZone(client, config.load(), ids)).rejects.toThrow(
        /grids.yaml：网格代码 371102100511000（演示乙村）曾用于“演示甲村”且已停用/,
      );
      config.append('grids.yaml', [village('371102100401001', '演示丙村')]);
      expect(config.refusal().message).toMatch(/grids\.yaml[\s\S]*371102100401001/);
    } finally {
      config.delete();
    }
  });
});

describe('D10 the thirteen fields', () => {
  const named =
    '党建、文明创建、民族宗教、反邪教、治安管理、信访矛盾调处、特殊人群管理、市场监管、应急管理、城市管理、环境监管、社会保障、社会救助';

  it('are named as in the notice, with 其他 beside them, and each takes a matter', async () => {
    const { categories } = town.app.engine.zone.config.categories;
    const fields = [...new Set(categories.map((c) => c.field))];
    expect(Buffer.from(fields.join('、')).equals(Buffer.from(`${named}、其他`))).toBe(true);
    for (const field of named.split('、')) {
      const category = categories.find((c) => c.field === field && !c.record_only);
      const unit = town.app.engine.zone.unitName(category?.lead ?? '');
      const { number } = await giveTo(town, unit, category?.code);
      const row = await rowOf(town, number);
      expect([field, row.state, row.category, row.unit]).toEqual([field, 'assigned', category?.code, unit]);
    }
  }, 60_000);
});

describe('F03 solved on the spot', () => {
  it('is one message of the grid worker, closed at the base grid without a department', async () => {
    const worker = town.chat('gx0001');
    await worker.news();
    const queued = await town.app.engine.client.outboundMessage.count({ where: { kind: 'card' } });
    await worker.sendsPhoto('3号楼门口的垃圾桶倒了，已经扶起来');
    const number = numberIn(await worker.hears(/记下了，自办，锦河花苑一网格/));
    expect(await rowOf(town, number)).toMatchObject({
      state: 'closed',
      grid: '371102100401001',
      officer: '贺维民',
    });
    expect((await stepsOf(town, number)).map((s) => s.type)).not.toContain('case-assigned');
    expect(await town.app.engine.client.outboundMessage.count({ where: { kind: 'card' } })).toBe(queued);
  });
});

describe('F04 handed up', () => {
  it('keeps place, words and picture of the grid worker, and the town centre sees it within a minute', async () => {
    await dispatcher.news();
    const worker = town.chat('gx0015');
    await worker.news();
    const words = `碧桐苑5号楼${puzzling}`;
    await worker.sendsPhoto(words);
    const number = numberIn(await worker.hears(/同事看一下/));
    const card = await dispatcher.hears(new RegExp(`编号：${number}`));
    expect(card).toMatch(/地点：碧桐苑5号楼[\s\S]*网格：碧桐苑网格[\s\S]*\[照片\]/);
    expect(card).toContain(words);
    const row = await town.app.engine.client.case.findUniqueOrThrow({
      where: { number: number.replace('-', '') },
      include: { text: true, notes: true },
    });
    expect(row).toMatchObject({ gridCode: '371102100401003', text: { summary: words } });
    expect(row.notes.filter((n) => n.kind === 'report' && n.mediaId)).toHaveLength(1);
    const seen = (await dispatcher.all()).findLast((m) => m.card?.rows.some((r) => r.value === number));
    expect(Date.parse(seen?.at ?? '') - row.reportedAt.getTime()).toBeLessThan(60_000);
  });
});

describe('F06 one responsible unit', () => {
  it('holds every matter that was accepted, and a wrong one is replaced within two working days', async () => {
    const { number } = await giveTo(town, '市场监管');
    await phoneOf(town, (await rowOf(town, number)).officer ?? '').says(`退回 ${number} 不归我们`);
    const decideBy = Date.parse((await rowOf(town, number)).dueAt.arbitrate ?? '');
    const { calendar } = town.app.engine.zone;
    const twoDays = calendar.addLimit(town.app.engine.clock.now(), { amount: 2, unit: 'wd' }).at.getTime();
    expect(decideBy).toBeLessThanOrEqual(twoDays);
    await leader.says(`派 ${number} 给河山镇`);
    expect(await rowOf(town, number)).toMatchObject({ state: 'assigned', unit: '河山镇人民政府' });
    const unowned = await town.app.engine.client.case.findMany({
      where: {
        state: { notIn: ['reported', 'returned', 'withdrawn', 'declined', 'duplicate'] },
        unitCode: null,
      },
    });
    expect(unowned.map((c) => [c.number, c.state])).toEqual([]);
  });
});

describe('Every matter of this town', () => {
  const all = async () => {
    const { client } = town.app.engine;
    const cases = await client.case.findMany();
    const events = await client.event.findMany({ where: { caseId: { not: null } } });
    const deadlines = await client.deadline.findMany({ where: { state: 'running' } });
    return { cases, events, deadlines };
  };

  it('A04 carries a category and a grid when it is closed', async () => {
    const closed = (await all()).cases.filter((c) => c.state === 'closed');
    expect(closed.length).toBeGreaterThan(18);
    expect(closed.filter((c) => !c.categoryCode || !c.gridCode).map((c) => c.number)).toEqual([]);
  });

  it('G01 has times for collecting, routing, doing, checking and closing', async () => {
    const { cases, events } = await all();
    const stages = [
      ['case-reported'],
      ['case-accepted', 'case-assigned'],
      ['case-resolved'],
      ['check-passed'],
      ['case-closed'],
    ];
    for (const c of cases.filter((x) => x.state === 'closed')) {
      const own = events.filter((e) => e.caseId === c.id);
      const times = stages.map(
        (types) => own.findLast((e) => types.includes(e.type))?.at.getTime() ?? Number.NaN,
      );
      expect(times, c.number).toEqual(times.toSorted((a, b) => a - b));
      expect(times.some(Number.isNaN), c.number).toBe(false);
    }
  });

  it('K02 has a unit, a person and a date while it is anybody’s task', async () => {
    const { cases, deadlines } = await all();
    const tasks = cases.filter((c) =>
      ['assigned', 'acknowledged', 'in-progress', 'reopened', 'checking'].includes(c.state),
    );
    expect(tasks.length).toBeGreaterThan(100);
    const without = tasks.filter(
      (c) => !c.unitCode || !c.assigneeId || !deadlines.some((d) => d.caseId === c.id),
    );
    expect(without.map((c) => c.number)).toEqual([]);
  });

  it('K08 names actor and time for every change of its state', async () => {
    const { cases, events } = await all();
    expect(events.length).toBeGreaterThan(cases.length);
    const unnamed = events.filter(
      (e) => (e.actorId === null && e.actorRole !== 'system') || !z.date().safeParse(e.at).success,
    );
    expect(unnamed.map((e) => e.type)).toEqual([]);
    // A state that no event tells of would be a change without a trace.
    const silent = cases.filter(
      (c) =>
        c.state !== 'reported' &&
        !events.some((e) => e.caseId === c.id && e.at.getTime() === c.stateSince.getTime()),
    );
    expect(silent.map((c) => [c.number, c.state])).toEqual([]);
  });
});
