import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chat } from '../support/chat.js';
import { numberIn, phoneOf, reportTo, rowOf } from '../support/matter.js';
import { openTown, type Town } from '../support/town.js';

let town: Town;
let dispatcher: Chat;
beforeAll(async () => {
  town = await openTown({ startAt: '2026-11-03T09:00:00+08:00' });
  dispatcher = town.chat('hw-dispatcher-1');
});
afterAll(async () => {
  await town.close();
});

/** A resident who says something nobody can sort: it waits for the dispatcher. */
async function reportUnclear(place: string): Promise<{ resident: Chat; number: string }> {
  const resident = await town.newResident();
  await resident.says(`${place}那边老是有怪怪的动静，闹得人心里发毛`);
  await resident.news();
  await resident.taps('可以');
  return { resident, number: numberIn(await resident.news()) };
}

describe('The dispatcher', () => {
  it('is shown a new case that no rule could route within a minute, with its words, reason, clock and candidates', async () => {
    await dispatcher.news();
    const { number } = await reportUnclear('和顺家园2号楼');
    const card = await dispatcher.hears(new RegExp(`编号：${number}`));
    expect(card).toMatch(/原因：类别拿不准\n派单：今天15:0\d前/);
    expect(card).toMatch(/怪怪的动静/);
    expect(card).toMatch(/\[[^\]]+·[^\]]+\].*\[问一下\]\[不予受理\]/);
    const shown = (await dispatcher.all()).findLast((m) => m.card?.rows.some((r) => r.value === number));
    const reported = await town.app.engine.client.case.findUniqueOrThrow({
      where: { number: number.replace('-', '') },
    });
    expect(Date.parse(shown?.at ?? '') - reported.reportedAt.getTime()).toBeLessThan(60_000);
  });

  it('sees all that waits by 待派单 and assigns by one tap on a candidate', async () => {
    const { number, resident } = await reportUnclear('望山小区1号楼');
    await dispatcher.news();
    await dispatcher.says('待派单');
    const queue = await dispatcher.hears(/等派单 \d+ 件/);
    expect(queue).toContain(number);
    const card = (await dispatcher.all()).findLast((m) => m.card?.rows.some((r) => r.value === number))?.card;
    const first = card?.buttons[0];
    expect(first?.key).toMatch(/^assign-/);
    await dispatcher.sends({ tap: { cardId: card?.id, buttonKey: first?.key } });
    await dispatcher.hears(new RegExp(`${number} 已派给`));
    const row = await rowOf(town, number);
    expect(row.state).toBe('assigned');
    await resident.hears(/已派给.*签收，.*办好/);
    await phoneOf(town, row.officer ?? '').hears(new RegExp(`编号：${number}[\\s\\S]*\\[签收\\]`));
  });

  it('assigns in one line, to the unit he names', async () => {
    const { number } = await reportUnclear('望山小区3号楼');
    await dispatcher.says(`派 ${number} 给市场监管`);
    await dispatcher.hears(new RegExp(`${number} 已派给区市场监管分局（市监`));
    expect((await rowOf(town, number)).unit).toBe('区市场监管分局');
  });

  it('is told when two cases wait and he names none, and nothing is assigned', async () => {
    const first = await reportUnclear('望山小区5号楼');
    const second = await reportUnclear('望山小区6号楼');
    await town.chat('hw-leader').says('派给河山镇');
    await town.chat('hw-leader').hears(/是哪一件？带上编号/);
    for (const { number } of [first, second]) expect((await rowOf(town, number)).state).toBe('reported');
    for (const { number } of [first, second]) await dispatcher.says(`派 ${number} 给河山镇`);
  });

  it('who only speaks of the 派出所 assigns nothing to the police', async () => {
    const { number } = await reportUnclear('碧桐苑1号楼');
    await town.chat('hw-dispatcher-2').says('派出所那边来电话了');
    expect((await rowOf(town, number)).state).toBe('reported');
    await dispatcher.says(`派 ${number} 给河山镇`);
  });

  it('names the grid of a case that has none, and what he chose before goes on', async () => {
    const resident = await town.newResident();
    await resident.says('路灯不亮了');
    await resident.says('说不清');
    const shown = await resident.news();
    if (/\[可以\]/.test(shown)) await resident.taps('可以');
    const number = numberIn(`${shown}${await resident.news()}`);
    await dispatcher.says(`派 ${number} 给河山镇`);
    await dispatcher.hears(/还不知道在哪个网格/);
    await dispatcher.says(`网格 ${number} 没有这个地方`);
    await dispatcher.hears(/没有认出是哪个网格/);
    await dispatcher.says(`网格 ${number} 橡树湾`);
    await dispatcher.hears(new RegExp(`${number} 已派给河山镇人民政府`));
    const row = await rowOf(town, number);
    expect(row).toMatchObject({ state: 'assigned', grid: '371102100403003', unit: '河山镇人民政府' });
  });

  it('refuses a case only with a reason, and the reporter is told the lawful way', async () => {
    const { number, resident } = await reportUnclear('橡树湾1号楼');
    await resident.news();
    await dispatcher.says(`不予受理 ${number}`);
    await dispatcher.hears(/不予受理要有理由/);
    expect((await rowOf(town, number)).state).toBe('reported');
    await dispatcher.says(`不予受理 ${number}，因为已经在走信访`);
    await dispatcher.hears(/不予受理，已把理由和该走的路告诉反映人/);
    await resident.hears(/按信访办。你可以到区信访接待窗口、网上信访或拨 12345/);
    expect((await rowOf(town, number)).state).toBe('declined');
  });
});

describe('核查', () => {
  const hydrant = '望山小区2号楼楼道里消防栓没水';

  it('passed by the town centre, the reporter is asked for his rating', async () => {
    const { number, officer, resident } = await reportTo(town, hydrant);
    await officer.says(`办结 ${number} 换了阀门，有水了`);
    await officer.hears(/等镇中心核查/);
    await resident.hears(/镇中心去看过再告诉你/);
    await dispatcher.hears(/请核查[\s\S]*办理结果：换了阀门，有水了\n\[核查通过\]\[没办好\]/);
    await dispatcher.taps('核查通过');
    await resident.hears(/办好了吗[\s\S]*\[好了，满意\]/);
    expect((await rowOf(town, number)).state).toBe('resolved');
  });

  it('not passed, the officer gets the reason and a new card, typed or tapped', async () => {
    const { number, officer, resident } = await reportTo(town, hydrant);
    await officer.says(`办结 ${number} 换了阀门`);
    await resident.news();
    await officer.news();
    await dispatcher.taps('没办好');
    await dispatcher.says('二楼还是没水');
    await dispatcher.hears(/核查没有通过/);
    await officer.hears(/核查没有通过：二楼还是没水[\s\S]*【重办】/);
    await resident.hears(/还没办好，已退回再办/);
    expect((await rowOf(town, number)).state).toBe('reopened');
    await officer.says(`办结 ${number} 二楼也通了`);
    await dispatcher.says(`核查通过 ${number}`);
    expect((await rowOf(town, number)).state).toBe('resolved');
  });
});

describe('督办 and 看经过', () => {
  it('by the zone centre on a case in hand; the officer answers, and the answer reaches the zone centre', async () => {
    const { number, officer } = await reportTo(town, '锦河嘉园1号楼门口的路灯不亮了');
    const zone = town.chat('qw-dispatcher-1');
    await zone.says(`督办 ${number}`);
    await zone.hears(/已督办/);
    await officer.hears(/【督办】.*一个工作日内回“进展”/);
    await town.chat('hs-head').hears(/【督办】/);
    expect((await rowOf(town, number)).dueAt).toHaveProperty('supervision');
    await officer.says(`进展 ${number} 等吊车，11月5日装好`);
    await zone.hears(/答复督办：等吊车，11月5日装好/);
    expect((await rowOf(town, number)).dueAt).not.toHaveProperty('supervision');
  });

  it('is not the town centre’s to give', async () => {
    const { number } = await reportTo(town, '锦河嘉园2号楼门口的路灯不亮了');
    await dispatcher.news();
    await dispatcher.says(`督办 ${number}`);
    await dispatcher.hears(/不归你办/);
    expect((await rowOf(town, number)).supervised).toBe(false);
  });

  it('shows who did what and when, by role and never by name', async () => {
    const { number, officer } = await reportTo(town, '锦河嘉园3号楼门口的路灯不亮了');
    await officer.says(`签收 ${number}`);
    await dispatcher.news();
    await dispatcher.says(`${number} 经过`);
    const steps = await dispatcher.hears(
      /11月3日 \d\d:\d\d 登记（反映人）\n.*受理（系统）\n.*派单（系统）\n.*签收（办件人）/,
    );
    expect(steps).not.toMatch(/河山[甲乙]/);
  });
});

describe('The duty list', () => {
  it('tells staff who answers now and tonight, and residents whom to call', async () => {
    await dispatcher.news();
    await dispatcher.says('谁值班');
    await dispatcher.hears(/现在值班：\n河山镇网格化服务管理中心：镇网调度甲/);
    await dispatcher.says('今晚谁值班');
    await dispatcher.hears(/今晚值班：\n河山镇网格化服务管理中心：镇网调度甲、镇网主任/);
    const resident = await town.newResident();
    await resident.says('今晚谁值班');
    await resident.hears(/只给工作人员看。急事拨 110、119、120/);
  });

  it('sends the next danger at night to whoever took the shift in chat', async () => {
    const volunteer = town.chat('hw-dispatcher-2');
    await volunteer.says('今晚我值班');
    await volunteer.hears(/今天17:30到明天08:30，河山镇网格化服务管理中心由你值班/);
    await town.moveTo('2026-11-03T21:00:00+08:00');
    await dispatcher.news();
    const resident = await town.newResident();
    await resident.says('望山小区2号楼着火了，好大的烟');
    await resident.hears(/119/);
    await volunteer.hears(/【特急】[\s\S]*\[我去\]\[我联系\]/);
    expect(await dispatcher.news()).not.toMatch(/【特急】/);
    await volunteer.taps('我去');
    await resident.hears(/镇网调度乙已接到/);
  });

  it('falls back to the head of a unit that has no list', async () => {
    const officer = town.chat('xm-officer-1');
    await officer.says('谁值班');
    await officer.hears(/区项目推进服务中心：没有排班，先找项目主任/);
    // An urgent case for such a unit at night goes to its head.
    const { number } = await reportTo(town, '望山小区2号楼楼道里消防栓没水');
    expect((await rowOf(town, number)).urgency).toBe('紧急');
    await town.chat('hw-dispatcher-2').says(`派 ${number} 给项目中心`);
    await town.chat('xm-head').hears(new RegExp(`编号：${number}`));
    expect((await rowOf(town, number)).officer).toBe('项目主任');
  });
});
