import { expect } from 'vitest';

/** Somebody with a phone; what he can do and see, whatever the channel. */
export interface Phone {
  says(text: string): Promise<void>;
  sendsPhoto(): Promise<void>;
  taps(button: string): Promise<void>;
  /** What arrived since this was last called, as readable text. */
  news(): Promise<string>;
}

export interface Stage {
  resident: Phone;
  officer: Phone;
  superior: Phone;
  town: Phone;
  zone: Phone;
  moveTo(at: string): Promise<void>;
  restart(): Promise<void>;
}

/** Where the clock stands when the resident writes: a Wednesday before a festival. */
export const startsAt = '2026-09-23T10:00:00+08:00';

/**
 * A broken street light from the first word to the closed case. The times were worked out by hand from the State
 * Council's notice for 2026: 25–27 September (中秋) and 1–7 October (国庆) are off; working hours 08:30–12:00 and
 * 14:00–17:30. Acknowledge within one working day: Thursday 24 September 17:30. Resolve within five:
 * 24, 28, 29, 30 September and 8 October 17:30.
 */
export async function playStreetLight(stage: Stage): Promise<void> {
  const { resident, officer, superior, town, zone } = stage;

  await resident.says('锦河花苑5号楼门口的路灯不亮了，好几天了');
  const summary = await resident.news();
  expect(summary).toMatch(/演示数据，均为虚构/);
  expect(summary).toMatch(/匿名也可以/);
  expect(summary).toMatch(/锦河花苑5号楼/);
  await resident.taps('可以');
  const receipt = await resident.news();
  expect(receipt).toMatch(/编号 \d{4,9}-\d/);
  expect(receipt).toMatch(/明天17:30前.*签收/);
  expect(receipt).toMatch(/10月8日/);
  const number = /\d{4,9}-\d/.exec(receipt)?.[0] ?? '';

  const card = await officer.news();
  expect(card).toContain(number);
  expect(card).toMatch(/\[签收\]\[退回\]\[转办\]\[申请延期\]/);

  // Nobody reacts. Each notice comes at its time and not a minute earlier.
  await stage.moveTo('2026-09-24T08:59:00+08:00');
  expect(await officer.news()).toBe('');
  await stage.moveTo('2026-09-24T09:01:00+08:00');
  expect(await officer.news()).toMatch(/等你签收/);
  await stage.moveTo('2026-09-24T17:31:00+08:00');
  expect(await officer.news()).toMatch(/签收时间到了/);
  expect(await superior.news()).toBe('');

  // The festival passes in silence.
  await stage.moveTo('2026-09-28T08:59:00+08:00');
  expect(await superior.news()).toBe('');
  await stage.moveTo('2026-09-28T09:31:00+08:00');
  expect(await superior.news()).toMatch(/没有签收/);
  await stage.moveTo('2026-09-29T08:59:00+08:00');
  expect(await town.news()).not.toContain(number);
  await stage.moveTo('2026-09-29T09:01:00+08:00');
  expect(await town.news()).toMatch(new RegExp(`${number}.*仍没签收`));
  expect(await zone.news()).not.toContain(number);

  await stage.restart();

  await stage.moveTo('2026-09-30T09:01:00+08:00');
  expect(await zone.news()).toMatch(/【督办】/);
  expect(await officer.news()).toMatch(/【督办】/);

  // Now the officer moves.
  await officer.taps('签收');
  expect(await officer.news()).toMatch(/已签收/);
  expect(await resident.news()).toMatch(/已签收/);
  await officer.says(`问一下 ${number} 是单元门那盏，还是路边那盏？`);
  expect(await officer.news()).toMatch(/已问反映人/);
  expect(await resident.news()).toMatch(/路边那盏？/);
  await resident.says('路边那盏，灯杆是绿的');
  expect(await resident.news()).toMatch(/已转给办件人/);
  expect(await officer.news()).toMatch(/灯杆是绿的/);

  await officer.sendsPhoto();
  expect(await officer.news()).toMatch(/照片收到/);
  await officer.says(`办结 ${number} 已换新灯泡`);
  expect(await officer.news()).toMatch(/已办结/);
  const asked = await resident.news();
  expect(asked).toMatch(/已换新灯泡/);
  expect(asked).toMatch(/\[照片\]/);

  await resident.taps('没办好');
  expect(await resident.news()).toMatch(/哪里没办好/);
  await resident.says('还是一闪一闪的');
  expect(await resident.news()).toMatch(/重新开/);
  expect(await officer.news()).toMatch(/一闪一闪/);

  await officer.taps('签收');
  await officer.news();
  await resident.news();
  await officer.says(`办结 ${number} 换了整流器，已不闪`);
  expect(await officer.news()).toMatch(/已办结/);
  expect(await resident.news()).toMatch(/换了整流器/);
  await resident.taps('好了，满意');
  expect(await resident.news()).toMatch(/已结案/);
  expect(await officer.news()).toMatch(/结案/);

  // A stale button answers who acted, and changes nothing.
  await officer.taps('退回');
  expect(await officer.news()).toMatch(/不用再点了/);
  await resident.says(number);
  expect(await resident.news()).toMatch(/已结案/);
}
