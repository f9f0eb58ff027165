import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkCalendar } from '../../../src/domain/calendar/index.js';
import { beijing, demoCalendar, demoOptions } from './demo-calendar.js';

const knownZone = process.env.TZ;

describe.each(['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati'])(
  'an official whose server stands in %s',
  (processZone) => {
    beforeAll(() => {
      process.env.TZ = processZone;
      expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(processZone);
    });
    afterAll(() => {
      if (knownZone === undefined) delete process.env.TZ;
      else process.env.TZ = knownZone;
    });

    it.each([
      // 2024, from the library's table.
      ['2024-01-01', false],
      ['2024-02-04', true], // Sunday, worked
      ['2024-02-09', true], // New Year's Eve was not yet a holiday
      ['2024-02-10', false],
      ['2024-02-17', false],
      ['2024-02-18', true], // Sunday, worked
      ['2024-04-04', false],
      ['2024-05-11', true], // Saturday, worked
      ['2024-09-14', true], // Saturday, worked
      ['2024-09-17', false],
      ['2024-10-07', false],
      ['2024-10-12', true], // Saturday, worked
      // 2025 and 2026, from config.
      ['2025-01-26', true],
      ['2025-01-28', false],
      ['2025-02-04', false],
      ['2025-02-08', true],
      ['2025-10-08', false],
      ['2026-01-03', false],
      ['2026-01-04', true],
      ['2026-02-14', true],
      ['2026-02-23', false],
      ['2026-02-24', true],
      ['2026-11-28', false], // an ordinary Saturday
      // 2027, without a notice: weekdays and the statutory days.
      ['2027-01-01', false],
      ['2027-01-04', true],
      ['2027-02-04', true],
      ['2027-02-05', false], // New Year's Eve: the twelfth month has 29 days
      ['2027-02-08', false], // lunar 1/3; 1/1 and 1/2 are a weekend
      ['2027-02-09', true],
      ['2027-02-20', false], // a Saturday; which weekends are worked nobody knows yet
      ['2027-04-05', false], // 清明
      ['2027-05-03', true], // 1 and 2 May are a weekend, no day is invented for them
      ['2027-06-09', false], // 端午
      ['2027-09-15', false], // 中秋
      ['2027-10-01', false],
      ['2027-10-04', true],
      // 2028 has a fifth leap month, and 中秋 within the National Day holidays.
      ['2028-01-25', false],
      ['2028-04-04', false],
      ['2028-04-05', true],
      ['2028-06-27', true], // 5/5 of the leap month is no festival
      ['2028-10-02', false],
      ['2028-10-03', false],
      ['2028-10-04', true],
      // 2030: the twelfth month has 30 days, New Year is Sunday 3 February.
      ['2030-02-01', true],
      ['2030-02-04', false],
      ['2030-02-05', false],
      ['2030-02-06', true],
    ])('works on %s: %s', (day, working) => {
      expect(demoCalendar().isWorkingDay(day)).toBe(working);
    });

    it('reads days and times of day as in Beijing', () => {
      const calendar = demoCalendar();
      expect(calendar.dayOf(new Date('2026-11-23T15:59:59Z'))).toBe('2026-11-23');
      expect(calendar.dayOf(new Date('2026-11-23T16:00:00Z'))).toBe('2026-11-24');
      expect(calendar.localTime(new Date('2026-11-23T16:00:00Z'))).toBe('00:00');
      expect(calendar.localTime(new Date('2026-11-24T01:05:59Z'))).toBe('09:05');
    });

    it('finds the instant of a time of day in Beijing', () => {
      expect(demoCalendar().instantOf('2026-11-23', '17:30').toISOString()).toBe('2026-11-23T09:30:00.000Z');
      expect(demoCalendar().instantOf('2026-11-24', '00:00').toISOString()).toBe('2026-11-23T16:00:00.000Z');
    });
  },
);

describe('which years are certain', () => {
  it.each([
    ['2004-05-01', true],
    ['2024-06-10', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
    ['2028-06-01', false],
  ])('%s: %s', (day, published) => {
    expect(demoCalendar().isPublished(day)).toBe(published);
  });

  it('a year entered in config replaces the library: an official of a place with its own rules keeps them', () => {
    const calendar = createWorkCalendar({
      ...demoOptions,
      years: { 2026: { published: true, off: ['2026-11-23'], work: ['2026-11-28'] } },
    });
    expect(calendar.isWorkingDay('2026-11-23')).toBe(false);
    expect(calendar.isWorkingDay('2026-11-28')).toBe(true);
    expect(calendar.isWorkingDay('2026-10-01')).toBe(true);
    expect(calendar.isWorkingDay('2025-10-01')).toBe(false);
  });

  it('a year entered before its notice keeps the statutory days and stays uncertain', () => {
    const calendar = createWorkCalendar({
      ...demoOptions,
      years: { 2027: { published: false, off: ['2027-01-04'], work: ['2027-02-20'] } },
    });
    expect(calendar.isPublished('2027-01-04')).toBe(false);
    expect(calendar.isWorkingDay('2027-01-01')).toBe(false);
    expect(calendar.isWorkingDay('2027-01-04')).toBe(false);
    expect(calendar.isWorkingDay('2027-02-20')).toBe(true);
  });

  it.each(['2026-02-30', '2026-2-3', '20260203', '2026-13-01', ''])('refuses the day %j', (day) => {
    expect(() => demoCalendar().isWorkingDay(day)).toThrowError(expect.objectContaining({ code: 'bad-day' }));
  });
});

it.each(['25:00', 'noon', ''])('refuses the time of day %j', (time) => {
  expect(() => demoCalendar().instantOf('2026-11-23', time)).toThrowError(
    expect.objectContaining({ code: 'bad-time' }),
  );
});

describe('office hours', () => {
  it.each([
    ['2026-11-23 08:29:59', false],
    ['2026-11-23 08:30', true],
    ['2026-11-23 11:59:59', true],
    ['2026-11-23 12:00', false],
    ['2026-11-23 12:30', false],
    ['2026-11-23 14:00', true],
    ['2026-11-23 17:30', false],
    ['2026-11-28 10:00', false],
    ['2026-02-14 10:00', true],
    ['2026-02-18 10:00', false],
  ])('at %s somebody is in the office: %s', (at, working) => {
    expect(demoCalendar().isWorkingTime(beijing(at))).toBe(working);
  });

  it('must be given, and so must a zone that exists', () => {
    expect(() => createWorkCalendar({ ...demoOptions, officeHours: [] })).toThrowError(
      expect.objectContaining({ code: 'no-office-hours', remedy: 'tell-operator' }),
    );
    expect(() => createWorkCalendar({ ...demoOptions, zone: 'Asia/Nowhere' })).toThrowError(
      expect.objectContaining({ code: 'bad-zone', remedy: 'tell-operator' }),
    );
  });
});
