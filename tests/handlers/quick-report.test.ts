import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTown, type Town } from '../support/town.js';
import { board, caseOf, wednesday } from './reporting.js';

let town: Town;
beforeAll(async () => {
  town = await openTown({ startAt: wednesday });
});
afterAll(async () => {
  await town.close();
});

const numberIn = (heard: string) => /编号 (\d+-\d)/.exec(heard)?.[1] ?? '';

describe('A grid worker on his round', () => {
  test('files in one line, without being asked to confirm', async () => {
    const worker = town.chat('gx0001');
    await worker.says('7号楼前面井盖破了');
    const heard = await worker.hears(/已登记，编号 \d+-\d，交给河山镇人民政府/);
    expect(heard).not.toContain('可以吗');
    expect(await caseOf(town, numberIn(heard))).toMatchObject({ state: 'assigned', grid: '371102100401001' });
  });

  test('a place of another grid counts as that grid', async () => {
    const worker = town.chat('gx0001');
    await worker.says('南泉子村口井盖破了');
    const heard = await worker.hears(/已登记/);
    expect((await caseOf(town, numberIn(heard))).grid).toBe('371102100506001');
  });

  test('what he settled himself, with its photo in the same message, is closed at once and counts', async () => {
    const worker = town.chat('gx0001');
    await worker.sendsPhoto('2号楼西头垃圾桶倒了，已扶起来');
    const heard = await worker.hears(/记下了，自办，锦河花苑一网格/);
    const number = numberIn(heard);
    expect(await caseOf(town, number)).toMatchObject({ state: 'closed', grid: '371102100401001' });
    const response = await fetch(`${town.url}/api/simulator/cases/${number}/events`);
    const { events } = (await response.json()) as { events: { type: string; body: { how?: string } }[] };
    expect(events.map((e) => e.type)).toEqual([
      'case-reported',
      'case-accepted',
      'case-resolved',
      'check-passed',
      'case-closed',
    ]);
    expect(events.at(-1)?.body.how).toBe('handled-on-the-spot');
  });

  test('a photo first and its words afterwards become one case', async () => {
    const worker = town.chat('gx0008');
    await worker.says('10号楼前面井盖破了');
    await worker.news();
    await worker.sendsPhoto();
    const kept = await worker.hears(/照片收到/);
    expect(kept).not.toContain('已补进');
    await worker.says('11号楼西边垃圾满了没人收');
    await worker.hears(/已登记/);
  });

  test('替3号楼李阿姨报 is filed in her name for the record, and he passes on what happens', async () => {
    const worker = town.chat('gx0001');
    await worker.says('替3号楼李阿姨报，楼前路灯不亮了');
    const heard = await worker.hears(/替3号楼李阿姨报的，办到哪一步我告诉你，请转告/);
    const number = numberIn(heard);
    expect((await caseOf(town, number)).state).toBe('assigned');
    for (const id of ['hs-officer-1', 'hs-officer-2']) {
      const officer = town.chat(id);
      const card = (await officer.all()).find((m) => m.card?.rows.some((r) => r.value === number));
      if (card) await officer.says(`签收 ${number}`);
    }
    await worker.hears(new RegExp(`${number}.*已签收`));
  });

  test.each(['上午巡查一圈，一切正常', '今天走访了三户独居老人，都挺好', '下午去看了王奶奶，一切好'])(
    '%s is a record of work and opens no case',
    async (words) => {
      const before = (await board(town)).length;
      const worker = town.chat('gx0024');
      await worker.says(words);
      await worker.hears(/记下了，作为台账，不立件/);
      expect(await board(town)).toHaveLength(before);
    },
  );

  test('what went wrong on a round is filed all the same', async () => {
    const worker = town.chat('gx0024');
    await worker.says('巡查发现3号楼东头路灯不亮');
    await worker.hears(/已登记，编号/);
  });

  test('a place that fits several grids, none of them his, is asked about', async () => {
    const worker = town.chat('gx0001');
    await worker.says('下柳湾河边有人倒渣土');
    await worker.hears(/\[下柳湾村东\]\[下柳湾村西\]/);
    await worker.says('不报了');
  });
});
