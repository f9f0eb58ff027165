import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTown, type Town } from '../support/town.js';

let town: Town;
beforeAll(async () => {
  town = await openTown({ startAt: '2026-09-23T10:00:00+08:00' });
});
afterAll(async () => {
  await town.close();
});

test('a resident’s question is answered by the centre in chat, and that ends it', async () => {
  const resident = await town.newResident();
  const dispatcher = town.chat('hw-dispatcher-1');
  await resident.says('请问夜里几点以后不能装修');
  await resident.hears(/编号 \d+-\d/);
  await dispatcher.hears(/\[答复\]/);
  await dispatcher.taps('答复');
  await dispatcher.hears(/怎么答复/);
  await dispatcher.says('晚上十点到早上六点不能装修');
  await dispatcher.hears(/已答复/);
  await resident.hears(/晚上十点到早上六点不能装修/);
});

test('one word does not call off an alarm: whoever comes is told and decides', async () => {
  const resident = await town.newResident();
  await resident.says('锦河花苑3号楼着火了，快来人');
  const heard = await resident.hears(/119/);
  expect(heard.indexOf('119')).toBeLessThan(heard.indexOf('匿名也可以'));
  await resident.says('撤回');
  await resident.hears(/核实过才撤/);
  const dispatcher = town.chat('hw-dispatcher-1');
  await dispatcher.hears(/撤回/);
  await dispatcher.says('收到，我马上过去');
  await dispatcher.hears(/由你去/);
  await resident.hears(/已接到/);
});

test('a mended thing told by a grid worker is recorded as his work', async () => {
  const worker = town.chat('gx0001');
  await worker.says('今天转了一圈，3号楼门口的路灯坏了，我找师傅修好了');
  await worker.hears(/自办/);
});

test('thanks and bare numbers are no place', async () => {
  const resident = await town.newResident();
  await resident.says('路灯坏了，晚上看不见');
  await resident.hears(/在哪儿/);
  await resident.says('谢谢你了啊，辛苦');
  expect(await resident.news()).not.toMatch(/地点：谢谢/);
});
