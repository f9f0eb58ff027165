import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chat } from '../support/chat.js';
import { openTown, type Town } from '../support/town.js';
import { advance, caseOf, reports, wednesday } from './reporting.js';

let town: Town;
beforeAll(async () => {
  town = await openTown({ startAt: wednesday });
});
afterAll(async () => {
  await town.close();
});

/** The officer who got it takes the case and reports it done. */
async function finished(resident: Chat, words: string): Promise<string> {
  const number = await reports(resident, words);
  const officer = await officerOf(number);
  await officer.says(`签收 ${number}`);
  await officer.says(`办结 ${number} 已经处理好`);
  await resident.hears(/办好了吗[\s\S]*\[好了，满意\]\[一般\]\[没办好\]/);
  return number;
}

async function officerOf(number: string): Promise<Chat> {
  for (const id of ['hs-officer-1', 'hs-officer-2']) {
    const got = await town.chat(id).all();
    if (got.some((m) => m.card?.rows.some((r) => r.value === number))) return town.chat(id);
  }
  throw new Error(`no officer has ${number}`);
}

describe('Was it done? The reporter decides', () => {
  test('满意 closes the case', async () => {
    const resident = await town.newResident();
    const number = await finished(resident, '碧桐苑门口的路灯不亮');
    await resident.taps('好了，满意');
    await resident.hears(new RegExp(`${number} 已结案`));
    expect((await caseOf(town, number)).state).toBe('closed');
  });

  test('一般 closes it too, and he may come back', async () => {
    const resident = await town.newResident();
    const number = await finished(resident, '碧桐苑门口的路灯不亮');
    await resident.taps('一般');
    await resident.hears(/已结案.*还有没办好的随时说/);
    expect((await caseOf(town, number)).state).toBe('closed');
  });

  test('没办好 asks what is wrong, and the reason opens the case again', async () => {
    const resident = await town.newResident();
    const number = await finished(resident, '碧桐苑门口的路灯不亮');
    await resident.taps('没办好');
    await resident.hears(/哪里没办好/);
    expect((await caseOf(town, number)).state).toBe('resolved');
    await resident.says('就亮了一晚上，今天又闪');
    await resident.hears(new RegExp(`${number} 已重新开了`));
    expect((await caseOf(town, number)).state).toBe('reopened');
    const officer = await officerOf(number);
    await officer.hears(/反映人说没办好：就亮了一晚上，今天又闪/);
  });

  test('没办好 with its reason in one sentence needs no question', async () => {
    const resident = await town.newResident();
    const number = await finished(resident, '碧桐苑门口的路灯不亮');
    await resident.says('没修好，一到半夜就灭');
    await resident.hears(new RegExp(`${number} 已重新开了`));
  });

  test('a bare 好了 closes the only finished case', async () => {
    const resident = await town.newResident();
    const number = await finished(resident, '碧桐苑门口的路灯不亮');
    await resident.says('好了');
    await resident.hears(new RegExp(`${number} 已结案`));
  });

  test('a bare 好了 with two finished cases closes neither; he is asked which', async () => {
    const resident = await town.newResident();
    const lamp = await finished(resident, '碧桐苑门口的路灯不亮');
    const bin = await finished(resident, '南泉子村口的井盖破了');
    await resident.says('好了');
    await resident.hears(/你说的是哪一件/);
    expect((await caseOf(town, lamp)).state).toBe('resolved');
    expect((await caseOf(town, bin)).state).toBe('resolved');
    await resident.taps('第1件');
    await resident.hears(new RegExp(`${bin} 已结案`));
    expect((await caseOf(town, lamp)).state).toBe('resolved');
  });
});

describe('又坏了', () => {
  test('within thirty days opens the same case again', async () => {
    const resident = await town.newResident();
    const number = await finished(resident, '碧桐苑门口的路灯不亮');
    await resident.taps('好了，满意');
    await resident.news();
    await advance(town, { days: 20 });
    await resident.news();
    await resident.says('又坏了');
    await resident.hears(new RegExp(`${number} 已重新开了`));
    expect((await caseOf(town, number)).state).toBe('reopened');
  });

  test('after thirty days leaves the old case closed', async () => {
    const resident = await town.newResident();
    const number = await finished(resident, '碧桐苑门口的路灯不亮');
    await resident.taps('好了，满意');
    await advance(town, { days: 31 });
    await resident.news();
    await resident.says('又坏了');
    expect(await resident.news()).not.toMatch(/重新开/);
    expect((await caseOf(town, number)).state).toBe('closed');
  });

  test('said of another matter begins a new report and leaves the finished case alone', async () => {
    const resident = await town.newResident();
    const number = await finished(resident, '碧桐苑门口的路灯不亮');
    await resident.taps('好了，满意');
    await resident.news();
    await resident.says('南泉子村口井盖又坏了');
    await resident.hears(/这样报上去，可以吗/);
    expect((await caseOf(town, number)).state).toBe('closed');
  });
});
