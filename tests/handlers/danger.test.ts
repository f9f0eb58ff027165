import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTown, type Town } from '../support/town.js';
import { board, wednesday } from './reporting.js';

let town: Town;
beforeAll(async () => {
  town = await openTown({ startAt: wednesday });
});
afterAll(async () => {
  await town.close();
});

describe('Whoever is in danger reads the right number and what to do before anything else', () => {
  const dangers: [string, RegExp][] = [
    ['锦河花苑3号楼厨房着火了', /^请马上拨 119/],
    ['碧桐苑楼道里一股煤气味', /^请马上拨 119.*燃气抢修/],
    ['有小孩掉河里了', /^请马上拨 120 和 119/],
    ['隔壁男的拿刀砍人了', /^请马上拨 110/],
    ['我不想活了', /^请马上拨 110 或 120.*12356/],
    ['工地的墙塌了，压着人了', /^请马上拨 119.*120/],
    ['我闺女5岁走丢了找不着了', /^请马上拨 110/],
    ['我爸触电了', /^请马上拨 119 和供电抢修 95598/],
    ['俺爷爷摔下来动不了了，头上都是血', /^请马上拨 120/],
    ['电梯里困住人了出不来', /^请马上拨 119/],
  ];
  test.each(dangers)('%s', async (words, first) => {
    const resident = await town.newResident();
    await resident.says(words);
    const [answer] = await resident.all();
    expect(answer?.text).toMatch(first);
    const [newest] = await board(town);
    expect(newest).toMatchObject({ kind: 'emergency', urgency: '特急', state: 'assigned' });
  });

  test('it is a case before he has said where; where is asked, then whether everybody is safe', async () => {
    const resident = await town.newResident();
    await resident.says('屋里着火了');
    await resident.hears(/你在哪儿？.*已通知值班员，编号 \d+-\d/);
    await resident.says('锦河花苑3号楼2单元');
    await resident.hears(/锦河花苑3号楼2单元，已转给值班员。你和家里人都出来了吗/);
    expect((await board(town))[0]).toMatchObject({ kind: 'emergency', grid: '371102100401001' });
    await resident.says('都出来了');
    await resident.hears(/已转给值班员/);
  });

  test('a building without its compound: only the compound is asked', async () => {
    const resident = await town.newResident();
    await resident.says('三号楼有股煤气味，呛人');
    await resident.hears(/三号楼在哪个小区或村/);
    await resident.says('锦河花苑');
    await resident.hears(/锦河花苑三号楼，已转给值班员/);
    expect((await board(town))[0]?.grid).toBe('371102100401001');
  });

  test('an answer that is no place goes to those who come, and the place is asked again', async () => {
    const resident = await town.newResident();
    await resident.says('我不想活了');
    await resident.news();
    await resident.says('活着没意思');
    await resident.hears(/已转给值班员。你在哪个小区或村/);
    await town.chat('hw-dispatcher-1').hears(/有补充：活着没意思/);
  });

  test('a place sent from the map is enough', async () => {
    const response = await fetch(`${town.url}/api/simulator/places`);
    const { places } = (await response.json()) as {
      places: { label: string; latitude: number; longitude: number }[];
    };
    const resident = await town.newResident();
    await resident.says('有小孩掉河里了');
    await resident.news();
    await resident.sends({ location: places[0] });
    await resident.hears(new RegExp(`${places[0]?.label ?? '?'}，已转给值班员`));
  });

  test('the next messages join the same case, however they are worded', async () => {
    const resident = await town.newResident();
    await resident.says('碧桐苑2号楼着火了');
    const before = (await board(town)).length;
    for (const words of ['火越来越大了', '三楼还有人', '你们快点啊', '浓烟冒出来了']) {
      await resident.news();
      await resident.says(words);
      await resident.hears(/已转给值班员/);
    }
    expect(await board(town)).toHaveLength(before);
    const duty = await town.chat('hw-dispatcher-1').news();
    for (const words of ['火越来越大了', '三楼还有人', '你们快点啊', '浓烟冒出来了'])
      expect(duty).toContain(words);
  });

  test('a report in the making does not hold the danger up', async () => {
    const resident = await town.newResident();
    await resident.says('碧桐苑的路灯不亮');
    await resident.news();
    await resident.says('快，碧桐苑3号楼着火了');
    const heard = await resident.news();
    expect(heard.startsWith('请马上拨 119')).toBe(true);
  });
});

describe('What is no danger now raises no alarm', () => {
  const calm = [
    '明天社区搞消防演练吗',
    '去年俺村着过一回火，想问问灭火器去哪领',
    '老王家的饺子馆生意火了',
    '这楼跳楼价甩卖贴得到处都是',
    '落水管坏了，下雨往外淌水',
    '万一煤气泄漏了该咋办，有没有讲座',
  ];
  test.each(calm)('%s', async (words) => {
    const resident = await town.newResident();
    await resident.says(words);
    expect(await resident.news()).not.toMatch(/请马上拨/);
    expect(
      (await board(town)).filter((c) => c.title.includes(words.slice(0, 10)) && c.kind === 'emergency'),
    ).toEqual([]);
  });
});
