import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { calendarSchema } from '../../src/config/calendar-schema.js';
import { createWorkCalendar } from '../../src/domain/calendar/index.js';
import { projectRoot } from '../../src/shared/paths.js';

const shipped: unknown = parse(readFileSync(join(projectRoot, 'config', 'calendar.yaml'), 'utf8'));

const small = {
  zone: 'Asia/Shanghai',
  office_hours: [{ from: '08:30', to: '12:00' }],
  morning: '09:00',
  years: {
    '2026': { published: true, off: { '2026-10-01': '国庆节' }, work: { '2026-10-10': '国庆节调休' } },
  },
};
const withYear = (name: string, year: unknown) => ({ ...small, years: { [name]: year } });

function pathsRefused(file: unknown): string[] {
  return calendarSchema.safeParse(file).error?.issues.map((issue) => issue.path.join('.')) ?? [];
}

describe('the calendar that is shipped', () => {
  const config = calendarSchema.parse(shipped);
  const calendar = createWorkCalendar(config);
  const secondSource = createWorkCalendar({ ...config, years: {} });

  it('agrees with the table of the library on every day of 2025 and 2026', () => {
    const differing: string[] = [];
    let days = 0;
    for (let ms = Date.UTC(2025, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 86_400_000) {
      const day = new Date(ms).toISOString().slice(0, 10);
      if (calendar.isWorkingDay(day) !== secondSource.isWorkingDay(day)) differing.push(day);
      days += 1;
    }
    expect(days).toBe(730);
    expect(differing).toEqual([]);
  });

  it('knows the notices of 2025 and 2026, and says that it does not know that of 2027', () => {
    expect(['2025-06-01', '2026-06-01', '2027-06-01'].map((day) => calendar.isPublished(day))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('ends a working day at 17:30', () => {
    const due = calendar.addLimit(new Date('2026-11-23T10:00:00+08:00'), { amount: 1, unit: 'wd' });
    expect(due).toEqual({ at: new Date('2026-11-24T17:30:00+08:00'), provisional: false });
  });
});

describe('an operator who makes a mistake in the calendar', () => {
  it('is not stopped by a correct file', () => {
    expect(calendarSchema.parse(small)).toEqual({
      zone: 'Asia/Shanghai',
      officeHours: [{ from: '08:30', to: '12:00' }],
      morning: '09:00',
      years: { '2026': { published: true, off: ['2026-10-01'], work: ['2026-10-10'] } },
    });
  });

  it.each<[string, unknown, string]>([
    ['a zone that does not exist', { ...small, zone: 'Asia/Nowhere' }, 'zone'],
    ['no office hours', { ...small, office_hours: [] }, 'office_hours'],
    [
      'office hours that end before they begin',
      { ...small, office_hours: [{ from: '12:00', to: '08:30' }] },
      'office_hours.0.to',
    ],
    [
      'office hours that overlap',
      {
        ...small,
        office_hours: [
          { from: '08:30', to: '12:00' },
          { from: '11:00', to: '17:30' },
        ],
      },
      'office_hours.1.from',
    ],
    ['an hour that does not exist', { ...small, morning: '25:00' }, 'morning'],
    ['an hour that YAML made a number of', { ...small, morning: 540 }, 'morning'],
    ['a key that is not known', { ...small, afternoon: '14:00' }, ''],
    ['a year that is none', withYear('26', { published: true, off: {}, work: {} }), 'years.26'],
    ['a year without a list', withYear('2026', { published: true, off: {} }), 'years.2026.work'],
    [
      'a day that does not exist',
      withYear('2026', { published: true, off: { '2026-02-30': '春节' }, work: {} }),
      'years.2026.off.2026-02-30',
    ],
    [
      'a day written another way',
      withYear('2026', { published: true, off: { '2026-2-3': '春节' }, work: {} }),
      'years.2026.off.2026-2-3',
    ],
    [
      'a day of another year',
      withYear('2026', { published: true, off: { '2025-12-31': '元旦' }, work: {} }),
      'years.2026.off.2025-12-31',
    ],
    [
      'a day both off and worked',
      withYear('2026', {
        published: true,
        off: { '2026-10-10': '国庆节' },
        work: { '2026-10-10': '国庆节' },
      }),
      'years.2026.work.2026-10-10',
    ],
    [
      'a worked weekend that is a Friday',
      withYear('2026', { published: true, off: {}, work: { '2026-02-13': '春节调休' } }),
      'years.2026.work.2026-02-13',
    ],
    [
      'a day without a name',
      withYear('2026', { published: true, off: { '2026-10-01': '' }, work: {} }),
      'years.2026.off.2026-10-01',
    ],
  ])('by %s is told where it is', (_mistake, file, path) => {
    expect(pathsRefused(file)).toEqual([path]);
  });
});
