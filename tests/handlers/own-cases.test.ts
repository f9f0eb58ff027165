import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTown, type Town } from '../support/town.js';
import { advance, caseOf, reports, wednesday } from './reporting.js';

let town: Town;
beforeAll(async () => {
  town = await openTown({ startAt: wednesday });
});
afterAll(async () => {
  await town.close();
});

/** All that both officers of the town government have been told. */
async function officersHeard(): Promise<string> {
  const phones = await Promise.all(['hs-officer-1', 'hs-officer-2'].map((id) => town.chat(id).all()));
  return JSON.stringify(phones);
}

describe('My own matters', () => {
  test('我的 lists them with number, where each stands and until when', async () => {
    const resident = await town.newResident();
    const lamp = await reports(resident, '碧桐苑门口的路灯不亮');
    const bin = await reports(resident, '南泉子村口垃圾桶满了没人收');
    await resident.says('我的');
    const list = await resident.hears(/你的件（2）/);
    expect(list).toMatch(new RegExp(`${bin} .*垃圾桶.*已派单，等签收，河山镇人民政府，.*办好`));
    expect(list).toContain(lamp);
  });

  test('somebody with nothing reported is told how to begin', async () => {
    const resident = await town.newResident();
    await resident.says('我的');
    await resident.hears(/还没有报过事/);
  });

  test('a number says how it stands, with and without its hyphen', async () => {
    const resident = await town.newResident();
    const number = await reports(resident, '碧桐苑门口的路灯不亮');
    await resident.says(number);
    await resident.hears(new RegExp(`${number} .*已派单，等签收`));
    await resident.says(number.replace('-', ''));
    await resident.hears(new RegExp(`${number} .*已派单，等签收`));
    await resident.says(`${number} 咋样了`);
    await resident.hears(new RegExp(`${number} .*已派单，等签收`));
  });

  test('knowing a number shows nothing: another resident who asks for it learns nothing', async () => {
    const resident = await town.newResident();
    const number = await reports(resident, '碧桐苑门口的路灯不亮');
    const stranger = await town.newResident();
    for (const words of [
      number,
      `${number} 怎么样了`,
      `催一下 ${number}`,
      `撤回 ${number}`,
      `补充 ${number} 让我看看`,
    ]) {
      await stranger.says(words);
      const heard = await stranger.news();
      expect(heard, words).not.toMatch(/碧桐苑|路灯|河山镇人民政府|派单/);
      expect(heard, words).toMatch(/没有查到|没有正在办的件|还没有报过/);
    }
    expect((await caseOf(town, number)).state).toBe('assigned');
  });

  test('a number that cannot be ours is called unreadable', async () => {
    const resident = await town.newResident();
    await resident.says('20461-0');
    await resident.hears(/这个编号我认不出/);
  });
});

describe('催一下', () => {
  test('is passed on once; the second time he is told until when to wait', async () => {
    const resident = await town.newResident();
    const number = await reports(resident, '碧桐苑门口的路灯不亮');
    await resident.says('催一下');
    await resident.hears(/替你催了（第1次），河山镇人民政府已收到/);
    expect(await officersHeard()).toMatch(new RegExp(`${number}.{0,20}碧桐苑[^"]*第1次催办`));
    await resident.says('怎么还没人来，催一下');
    await resident.hears(/刚催过.*明天.*还没动静，你再催/);
    expect(await officersHeard()).not.toMatch(new RegExp(`${number}[^"]*第2次催办`));
  });

  test('works again after a working day', async () => {
    const resident = await town.newResident();
    await reports(resident, '锦河嘉园门口的路灯不亮');
    await resident.says('催一下');
    await resident.news();
    await advance(town, { days: 2 });
    await resident.news();
    await resident.says('催一下');
    await resident.hears(/第2次/);
  });

  test('from somebody angry is passed on with a calm word', async () => {
    const resident = await town.newResident();
    await reports(resident, '碧桐苑门口的路灯不亮');
    await resident.says('你们是干什么吃的，路灯怎么还没人来修');
    const heard = await resident.hears(/让你久等了，对不住/);
    expect(heard).toMatch(/替你催了/);
  });

  test('with nothing open says so', async () => {
    const resident = await town.newResident();
    await resident.says('催一下');
    await resident.hears(/没有正在办的件/);
  });
});

describe('Somebody who reported elsewhere', () => {
  test('and asks how it stands is told that it is not here, and where to ask', async () => {
    const resident = await town.newResident();
    await resident.says('上周报的路灯那个事咋样了');
    await resident.hears(/没查到你在这里报过.*12345/);
  });

  test('and presses gets it reported now', async () => {
    const resident = await town.newResident();
    await resident.says('路灯报了多少回了，怎么还没人来修');
    await resident.hears(/没查到你在这里报过，我现在给你报[\s\S]*在哪儿/);
  });
});

describe('补充 and 撤回', () => {
  test('more words reach the officer in the same case', async () => {
    const resident = await town.newResident();
    const number = await reports(resident, '碧桐苑门口的路灯不亮');
    await resident.says('补充一下，是靠马路那一根');
    await resident.hears(new RegExp(`已补进 ${number}`));
    expect(await officersHeard()).toMatch(/有补充：[^"]*靠马路那一根/);
  });

  test('a photo right after the report belongs to it', async () => {
    const resident = await town.newResident();
    const number = await reports(resident, '碧桐苑门口的路灯不亮');
    await resident.sendsPhoto();
    await resident.hears(new RegExp(`已补进 ${number}`));
  });

  test('with two open he is asked which one, and the words are not lost', async () => {
    const resident = await town.newResident();
    const lamp = await reports(resident, '碧桐苑门口的路灯不亮');
    await reports(resident, '南泉子村口垃圾桶满了没人收');
    await advance(town, { minutes: 30 });
    await resident.says('补充一下，晚上有人差点绊倒');
    await resident.hears(/你说的是哪一件[\s\S]*\[第1件\]\[第2件\]/);
    await resident.taps('第2件');
    await resident.hears(new RegExp(`已补进 ${lamp}`));
    expect(await officersHeard()).toContain('晚上有人差点绊倒');
  });

  test('撤回 takes the case back and tells the officer', async () => {
    const resident = await town.newResident();
    const number = await reports(resident, '碧桐苑门口的路灯不亮');
    await resident.says('撤了吧，物业修好了');
    await resident.hears(new RegExp(`${number} .*已撤回`));
    expect(await officersHeard()).toMatch(new RegExp(`${number}[^"]*反映人撤回了，不用再办`));
    expect((await caseOf(town, number)).state).toBe('withdrawn');
  });
});
