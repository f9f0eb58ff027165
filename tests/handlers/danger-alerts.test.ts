import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTown, type Town } from '../support/town.js';
import { advance, caseOf, wednesday } from './reporting.js';

let town: Town;
beforeAll(async () => {
  town = await openTown({ startAt: wednesday });
});
afterAll(async () => {
  await town.close();
});

const first = () => town.chat('hw-dispatcher-1');
const second = () => town.chat('hw-dispatcher-2');
const leader = () => town.chat('hw-leader');
const gridWorker = () => town.chat('gx0001');
/** Everybody in office who is not on the town's duty list. */
const others = ['hs-officer-1', 'hs-head', 'qw-dispatcher-1', 'gx0002', 'gx0008', 'ga-officer-1'];

async function everybodyRead(): Promise<void> {
  for (const chat of [first(), second(), leader(), gridWorker(), ...others.map((id) => town.chat(id))])
    await chat.news();
}

describe('An alert wakes people until one of them goes', () => {
  test('the person on duty and the grid’s own worker at once, the next at three minutes, the leader at five', async () => {
    const resident = await town.newResident();
    await resident.says('锦河花苑3号楼着火了');
    const alert = await first().hears(
      /【特急】锦河花苑3号楼着火了[\s\S]*地点：锦河花苑3号楼[\s\S]*\[我去\]\[我联系\]/,
    );
    const number = /编号：(\d+-\d)/.exec(alert)?.[1] ?? '';
    await gridWorker().hears(/【特急】锦河花苑3号楼着火了/);
    expect(await second().news()).toBe('');
    expect(await leader().news()).toBe('');

    await resident.news();
    await resident.says('人都出来了，火还在烧');
    await first().hears(/有补充：人都出来了/);
    await gridWorker().hears(/有补充：人都出来了/);

    await advance(town, { minutes: 3 });
    await second().hears(/前一位还没应答，请你接/);
    expect(await leader().news()).toBe('');
    await advance(town, { minutes: 2 });
    await leader().hears(/还没有人签收，请马上安排人/);

    await gridWorker().taps('我去');
    await gridWorker().hears(new RegExp(`${number} 由你去`));
    await resident.hears(/贺维民已接到/);
    expect((await caseOf(town, number)).state).toBe('acknowledged');

    await everybodyRead();
    await advance(town, { minutes: 15 });
    for (const chat of [second(), leader(), gridWorker()])
      expect(await chat.news()).not.toMatch(/没有人签收|没应答/);
  });

  test('the others’ buttons are grey then, and say who goes', async () => {
    await first().taps('我去');
    await first().hears(/不用再点了|已经在办/);
  });

  test('what he writes later goes to the one who comes, and to nobody else', async () => {
    const resident = await town.newResident();
    await resident.says('锦河花苑5号楼着火了');
    await second().news();
    await gridWorker().taps('我去');
    await everybodyRead();
    await resident.says('消防车进不来，路上停满了车');
    await gridWorker().hears(/消防车进不来/);
    expect(await first().news()).not.toContain('消防车进不来');
  });

  test('once the place is known, that grid’s worker is told too', async () => {
    await everybodyRead();
    const resident = await town.newResident();
    await resident.says('屋里着火了');
    expect(await gridWorker().news()).not.toMatch(/【特急】/);
    await resident.says('锦河花苑3号楼');
    await gridWorker().hears(/【特急】屋里着火了[\s\S]*地点：锦河花苑3号楼/);
  });
});

describe('Violence and suicide', () => {
  test.each(['锦河花苑3号楼男的拿刀砍人了', '我在锦河花苑3号楼，不想活了'])(
    '%s: two people on duty are told, and nobody else',
    async (words) => {
      await everybodyRead();
      const resident = await town.newResident();
      await resident.says(words);
      await first().hears(/【特急】/);
      await second().hears(/【特急】/);
      for (const id of ['gx0001', 'hw-leader', ...others]) expect(await town.chat(id).news(), id).toBe('');
    },
  );
});
