import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTown, type Town } from '../support/town.js';
import { wednesday } from './reporting.js';

let town: Town;
beforeAll(async () => {
  town = await openTown({ startAt: wednesday });
});
afterAll(async () => {
  await town.close();
});

test('whoever writes for the first time is told in two lines and a link who we are and what we keep', async () => {
  const resident = await town.newResident();
  await resident.says('在吗');
  const greeting = (await resident.all())[0]?.text ?? '';
  const [first, second, demo, ...more] = greeting.split('\n');
  expect(first).toContain('网格哨');
  expect(second).toMatch(/只留你说的事.*匿名也可以.*https?:\/\/\S+\/about/);
  expect(demo).toBe('演示数据，均为虚构');
  expect(more).toEqual([]);
});

test('he is told so once, however much he writes', async () => {
  const resident = await town.newResident();
  await resident.says('你好');
  await resident.says('路灯坏了');
  await resident.says('碧桐苑');
  const greetings = (await resident.all()).filter((m) => m.text?.includes('匿名也可以'));
  expect(greetings).toHaveLength(1);
});

test('the greeting comes before the answer, and the answer is there too', async () => {
  const resident = await town.newResident();
  await resident.says('碧桐苑门口的路灯不亮');
  const heard = await resident.hears(/匿名也可以[\s\S]*这样报上去，可以吗/);
  expect(heard.indexOf('网格哨')).toBeLessThan(heard.indexOf('这样报上去'));
});

test('opening the chat without a word greets, and opening it again says nothing', async () => {
  const resident = await town.newResident();
  await resident.sends({ enter: true });
  await resident.hears(/匿名也可以/);
  await resident.sends({ enter: true });
  expect(await resident.news()).toBe('');
});

test('in danger the number to dial stands before the greeting', async () => {
  const resident = await town.newResident();
  await resident.says('屋里着火了');
  const heard = await resident.hears(/请马上拨 119[\s\S]*匿名也可以/);
  expect(heard.startsWith('请马上拨')).toBe(true);
});

test('every card says that it is a demonstration', async () => {
  const resident = await town.newResident();
  await resident.says('碧桐苑的垃圾桶满了没人收');
  const cards = (await resident.all()).flatMap((m) => (m.card ? [m.card] : []));
  expect(cards).toHaveLength(1);
  expect(cards[0]?.source).toBe('演示数据，均为虚构');
});
