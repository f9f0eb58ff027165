import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { displayCaseNumber } from '../../src/domain/understanding/index.js';
import type { Chat } from '../support/chat.js';
import { reportTo, rowOf, stepsOf } from '../support/matter.js';
import { openTown, type Town } from '../support/town.js';

let town: Town;
beforeAll(async () => {
  // A Tuesday morning with ordinary weeks around it.
  town = await openTown({ startAt: '2026-11-03T09:00:00+08:00' });
});
afterAll(async () => {
  await town.close();
});

const light = '和顺家园3号楼门口的路灯不亮了';
const hydrant = '望山小区2号楼楼道里消防栓没水';

async function revisionOf(number: string): Promise<number> {
  const row = await town.app.engine.client.case.findUniqueOrThrow({
    where: { number: number.replace('-', '') },
  });
  return row.revision;
}

describe('An officer takes a case', () => {
  it('by the button, and gets the card for the work; the reporter hears of it', async () => {
    const { number, officer, resident } = await reportTo(town, light);
    await officer.taps('签收');
    await officer.hears(/已签收，11月10日前办结[\s\S]*\[办结\]\[已电话联系\]/);
    await resident.hears(/河山镇人民政府已签收/);
    expect((await rowOf(town, number)).state).toBe('acknowledged');
  });

  it('by typing the same word with the number', async () => {
    const { number, officer } = await reportTo(town, light);
    await officer.says(`签收 ${number}`);
    await officer.hears(/已签收/);
    expect((await rowOf(town, number)).state).toBe('acknowledged');
  });
});

describe('An officer sends a case back', () => {
  it('only with a reason, and the dispatcher gets the case with the reason, the named unit first and its clock', async () => {
    const { number, officer, resident } = await reportTo(town, light);
    await town.chat('hw-dispatcher-1').news();
    await officer.taps('退回');
    await officer.hears(/说一句为什么/);
    expect((await rowOf(town, number)).state).toBe('assigned');
    await officer.says('不归我们，这是公用公司的灯');
    await officer.hears(/已退回，理由记为“不归我们，这是公用公司的灯”。镇中心今天11:\d\d前定由谁办/);
    await resident.hears(/退回了，镇中心正在定由谁办/);
    const card = await town.chat('hw-dispatcher-1').hears(/不归我们，这是公用公司的灯/);
    expect(card).toMatch(new RegExp(`编号：${number}`));
    expect(card).toMatch(/原因：河山镇人民政府退回\n派单：今天11:\d\d前/);
    expect(card).toMatch(/\n\[公用公司·/);
    expect(card).not.toMatch(/\[河山镇·/);
    expect((await rowOf(town, number)).dueAt).toHaveProperty('arbitrate');
  });

  it('in one line', async () => {
    const { number, officer } = await reportTo(town, light);
    await officer.says(`退回 ${number} 地点不在我们辖区`);
    await officer.hears(/理由记为“地点不在我们辖区”/);
    expect((await rowOf(town, number)).state).toBe('returned');
  });

  it('not by thanking while he is asked for the reason', async () => {
    const { number, officer } = await reportTo(town, light);
    await officer.taps('退回');
    await officer.says('好的，谢谢');
    expect((await rowOf(town, number)).state).toBe('assigned');
  });
});

describe('An officer passes a case on', () => {
  it('to a unit he names after the button', async () => {
    const { number, officer, resident } = await reportTo(town, light);
    await officer.taps('转办');
    await officer.hears(/转给哪个单位/);
    await officer.says('市场监管');
    await officer.hears(/已转给区市场监管分局/);
    await resident.hears(/已派给区市场监管分局/);
    expect((await rowOf(town, number)).unit).toBe('区市场监管分局');
  });

  it('twice at most between units; then the town centre decides', async () => {
    const { number, officer } = await reportTo(town, light);
    await officer.says(`转办 ${number} 给市场监管`);
    const second = town.chat('sj-officer-1');
    const third = town.chat('hb-officer-1');
    const holder = async () => {
      const name = (await rowOf(town, number)).officer;
      return name === '市监乙'
        ? town.chat('sj-officer-2')
        : name === '环保乙'
          ? town.chat('hb-officer-2')
          : name === '市监甲'
            ? second
            : third;
    };
    await (await holder()).says(`转办 ${number} 给环保局`);
    const last = await holder();
    await last.news();
    await last.says(`转办 ${number} 给公安`);
    await last.hears(/不能再转了。请退回，由镇中心定/);
    expect((await rowOf(town, number)).unit).toBe('区生态环境分局');
    await town.chat('hw-dispatcher-1').says(`派 ${number} 给河山镇`);
    expect((await rowOf(town, number)).unit).toBe('河山镇人民政府');
  });
});

describe('An officer asks for more time', () => {
  const head = () => town.chat('hs-head');

  it('in days, and the promise to the reporter moves only when his superior agrees', async () => {
    const { number, officer, resident } = await reportTo(town, light);
    await officer.taps('申请延期');
    await officer.hears(/要延到哪天/);
    await resident.news();
    await officer.says('3天，等配件');
    await officer.hears(/申请延到11月13日前.*没答复前期限不变/);
    expect((await rowOf(town, number)).dueAt.resolve).toBe('2026-11-10T17:30:00+08:00');
    expect(await resident.news()).toBe('');
    await head().hears(/申请到：11月13日前\n理由：3天，等配件\n\[同意\]\[不同意\]/);
    await head().taps('同意');
    await head().hears(/已同意/);
    await officer.hears(/延期已同意，新期限11月13日前/);
    await resident.hears(/新的时间是11月13日前/);
    expect((await rowOf(town, number)).dueAt.resolve).toBe('2026-11-13T17:30:00+08:00');
  });

  it('to a weekday or to a date, in one line; the superior may type his answer', async () => {
    const { number, officer, resident } = await reportTo(town, light);
    await officer.says(`申请延期 ${number} 到下周五，等配件`);
    await officer.hears(/申请延到11月13日前/);
    await head().says(`不同意 ${number}`);
    await officer.hears(/延期没有同意，期限仍是11月10日前/);
    await resident.news();
    await officer.says(`申请延期 ${number} 到11月24日，要重新埋管`);
    await officer.hears(/申请延到11月24日前/);
    await head().says(`同意 ${number}`);
    await resident.hears(/新的时间是11月24日前/);
  });

  it('not beyond what config allows, and is told the latest day', async () => {
    const { number, officer } = await reportTo(town, light);
    await officer.says(`申请延期 ${number} 到11月30日`);
    await officer.hears(/一次最多延到11月24日前/);
    expect((await rowOf(town, number)).dueAt).not.toHaveProperty('extension');
  });

  it('again with another day: the older request can no longer be granted', async () => {
    const { number, officer } = await reportTo(town, light);
    await officer.says(`申请延期 ${number} 到11月12日`);
    const older = (await head().all()).findLast((m) => m.card?.buttons.some((b) => b.key === 'grant'))?.card
      ?.id;
    await officer.says(`申请延期 ${number} 到11月13日`);
    await head().news();
    await head().sends({ tap: { cardId: older, buttonKey: 'grant' } });
    await head().hears(/不用再点了/);
    expect((await rowOf(town, number)).dueAt.resolve).toBe('2026-11-10T17:30:00+08:00');
    await head().taps('同意');
    expect((await rowOf(town, number)).dueAt.resolve).toBe('2026-11-13T17:30:00+08:00');
  });
});

describe('An officer asks the reporter', () => {
  it('through the bot, and neither learns who the other is', async () => {
    const { number, officer, resident } = await reportTo(town, light);
    await officer.taps('问一下');
    await officer.says('是哪一根灯杆');
    const asked = await resident.hears(/办件人想问：是哪一根灯杆/);
    await officer.news();
    await resident.says('门口左手第二根');
    await resident.hears(/已转给办件人/);
    const answered = await officer.hears(/反映人答：门口左手第二根/);
    const names = (await town.app.engine.client.personProfile.findMany()).flatMap((p) => p.name ?? []);
    expect(names.length).toBeGreaterThan(300);
    for (const secret of [...names, officer.id, resident.id]) {
      expect(asked, secret).not.toContain(secret);
      expect(answered, secret).not.toContain(secret);
    }
    const last = await town.app.engine.client.case.findUniqueOrThrow({
      where: { number: number.replace('-', '') },
      include: { notes: true },
    });
    expect(last.notes.map((n) => n.text)).toContain('门口左手第二根');
  });
});

describe('An officer who has phoned', () => {
  it('says so with a line of result, and is not reminded to call any more', async () => {
    const { number, officer, resident } = await reportTo(town, hydrant);
    await officer.taps('签收');
    await officer.taps('已电话联系');
    await officer.hears(/联系的结果是什么/);
    await resident.news();
    await officer.says('居民在家，下午带维修的人去看');
    await officer.hears(/已联系反映人/);
    expect((await rowOf(town, number)).dueAt).not.toHaveProperty('firstContact');
    expect(await resident.news()).toBe('');
    await town.moveTo('2026-11-03T17:00:00+08:00');
    expect(await officer.news()).not.toMatch(new RegExp(`${number}.*联系报事人`));
  });

  it('and one who has not is reminded when the time is over', async () => {
    const { number, officer } = await reportTo(town, hydrant);
    await officer.says(`签收 ${number}`);
    await officer.news();
    await town.moveTo('2026-11-03T21:30:00+08:00');
    await officer.hears(new RegExp(`${number}.*该联系报事人了`));
  });
});

describe('An officer tells how it goes', () => {
  it('after the word 进展: the reporter hears it, nothing is closed; other words of his go nowhere', async () => {
    const { number, officer, resident } = await reportTo(town, light);
    await officer.says(`签收 ${number}`);
    await resident.news();
    await officer.says(`${number} 报事人是谁，电话给我`);
    expect(await resident.news()).toBe('');
    await officer.news();
    await officer.says('进展：还没修好，配件明天到');
    await officer.hears(/反映人看得到/);
    await resident.hears(/河山镇人民政府说：还没修好，配件明天到/);
    expect((await rowOf(town, number)).state).toBe('in-progress');
  });

  it('and a question of his closes nothing', async () => {
    const { number, officer } = await reportTo(town, light);
    await officer.says(`${number} 这灯修好了吗，有人去看过没`);
    expect((await rowOf(town, number)).state).toBe('assigned');
  });
});

describe('An officer reports it done', () => {
  it('with a photo and a line of result, and the reporter is asked', async () => {
    const { number, officer, resident } = await reportTo(town, light);
    await officer.says(`签收 ${number}`);
    await resident.news();
    await officer.sendsPhoto(`办结 ${number} 换了新灯头`);
    await officer.hears(/已办结，请反映人评价了/);
    await resident.hears(/\[照片\][\s\S]*办理结果：换了新灯头[\s\S]*\[好了，满意\]\[一般\]\[没办好\]/);
    expect((await rowOf(town, number)).state).toBe('resolved');
    expect((await stepsOf(town, number)).find((s) => s.type === 'check-passed')?.actorRole).toBe('系统');
  });

  it('by the button, asked only for the result', async () => {
    const { number, officer, resident } = await reportTo(town, light);
    await officer.taps('办结');
    await officer.hears(/怎么办好的/);
    await officer.sendsPhoto();
    await officer.hears(/照片收到/);
    await resident.news();
    await officer.says('重新接了线');
    await resident.hears(/\[照片\][\s\S]*办理结果：重新接了线/);
    expect((await rowOf(town, number)).state).toBe('resolved');
  });
});

describe('A button that has done its duty', () => {
  it('answers how it stands and changes nothing, tapped twice or long after', async () => {
    const { number, officer } = await reportTo(town, light);
    await officer.taps('签收');
    const revision = await revisionOf(number);
    await officer.news();
    await officer.taps('签收');
    await officer.hears(/不用再点了。最近一步：11月\d日 \d\d:\d\d 签收（办件人）/);
    expect(await revisionOf(number)).toBe(revision);
  });

  it('says which colleague was first', async () => {
    const { number, officer } = await reportTo(town, light);
    const colleague = town.chat(officer.id === 'hs-officer-1' ? 'hs-officer-2' : 'hs-officer-1');
    await colleague.says(`签收 ${number}`);
    const revision = await revisionOf(number);
    await officer.news();
    const card = (await officer.all()).findLast((m) => m.card?.rows.some((r) => r.value === number))?.card;
    await officer.sends({ tap: { cardId: card?.id, buttonKey: 'acknowledge' } });
    await officer.hears(/这件河山[甲乙]已经接了，不用再点了/);
    expect(await revisionOf(number)).toBe(revision);
  });
});

describe('Somebody whom the case does not concern', () => {
  const cardOf = async (officer: Chat, number: string) =>
    (await officer.all()).findLast((m) => m.card?.rows.some((r) => r.value === number))?.card?.id;

  it('taps a card that was sent to another and does nothing', async () => {
    const { number, officer } = await reportTo(town, light);
    const cardId = await cardOf(officer, number);
    const revision = await revisionOf(number);
    for (const stranger of [await town.newResident(), town.chat('sj-officer-1'), town.chat('gx0301')]) {
      await stranger.news();
      await stranger.sends({ tap: { cardId, buttonKey: 'acknowledge' } });
      const heard = await stranger.hears(/不是发给你的/);
      expect(heard).not.toContain('路灯');
    }
    expect(await revisionOf(number)).toBe(revision);
  });

  it('types its number and finds no such case', async () => {
    const { number } = await reportTo(town, light);
    const revision = await revisionOf(number);
    const stranger = town.chat('sj-officer-2');
    await stranger.news();
    for (const words of [
      `签收 ${number}`,
      `办结 ${number} 好了`,
      `退回 ${number} 不归我们`,
      `${number} 经过`,
      number,
    ]) {
      await stranger.says(words);
      const heard = await stranger.hears(/没有查到编号/);
      expect(heard).toContain(displayCaseNumber(number.replace('-', '')));
      expect(heard).not.toContain('路灯');
    }
    expect(await revisionOf(number)).toBe(revision);
  });
});
