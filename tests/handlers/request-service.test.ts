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

describe('帮我办', () => {
  test('goes to the grid worker of where the resident lives, with the service by its name', async () => {
    const resident = await town.newResident();
    await resident.says('俺娘八十多了，想办高龄补贴，能帮我办不');
    await resident.hears(/请网格员帮你办。你住哪个小区或村/);
    await resident.says('锦河花苑3号楼');
    await resident.hears(/事项：高龄津贴申请与变更/);
    await resident.taps('可以');
    const receipt = await resident.hears(/你的网格员.*会联系你[\s\S]*证件号、卡号和密码都不用发在这里/);
    const number = /编号 (\d+-\d)/.exec(receipt)?.[1] ?? '';
    expect(await caseOf(town, number)).toMatchObject({ kind: 'proxy-request', grid: '371102100401001' });
    await town.chat('gx0001').hears(new RegExp(number));
  });

  test('what must be done in person is told at once, and no case is opened', async () => {
    const before = (await board(town)).length;
    const resident = await town.newResident();
    await resident.says('帮我办结婚登记');
    await resident.hears(/要本人到窗口办/);
    expect(await board(town)).toHaveLength(before);
  });

  test('a grid worker who asks for an old man of his grid is not asked where he lives', async () => {
    const worker = town.chat('gx0001');
    await worker.says('帮孤寡老人老周头申请低保，材料我能收');
    await worker.hears(/这样请网格员帮办，可以吗[\s\S]*网格：锦河花苑一网格/);
  });
});

describe('A question', () => {
  test('about a service is answered with who does it and where that is written', async () => {
    const resident = await town.newResident();
    await resident.says('残疾证怎么办理，要啥材料');
    await resident.hears(/残疾人证.*归.*（来源：/);
  });

  test('that nobody has written an answer to goes to a person, with a date', async () => {
    const resident = await town.newResident();
    await resident.says('请问养狗要办证吗，去哪办');
    await resident.hears(/请镇中心的同事回你[\s\S]*编号 \d+-\d.*定下来/);
  });
});
