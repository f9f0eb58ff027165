import { describe, expect, it } from 'vitest';
import { beijing, demoCalendar } from './demo-calendar.js';

const calendar = demoCalendar();

describe('a due time as it is read on a phone', () => {
  it.each([
    ['2026-11-23 17:30', '今天17:30前'],
    ['2026-11-23 10:20', '今天10:20前'],
    ['2026-11-24 00:00', '今天24:00前'],
    ['2026-11-24 00:00:30', '今天24:00前'],
    ['2026-11-24 00:30', '明天00:30前'],
    ['2026-11-24 12:00', '明天12:00前'],
    ['2026-11-24 17:30', '明天17:30前'],
    ['2026-11-25 00:00', '明天24:00前'],
    ['2026-11-30 17:30', '11月30日前'],
    ['2026-12-01 00:00', '11月30日前'],
    ['2026-11-30 10:20', '11月30日10:20前'],
    ['2026-11-30 10:20:59', '11月30日10:20前'],
    ['2026-11-30 12:00', '11月30日12:00前'],
    ['2026-11-29 17:30', '11月29日17:30前'], // no office closes on a Sunday
    ['2026-11-20 17:30', '11月20日前'],
    ['2027-01-01 00:00', '12月31日前'],
    ['2027-01-04 17:30', '2027年1月4日前'],
    ['2027-01-04 10:20', '2027年1月4日10:20前'],
  ])('%s is, on 23 November 2026, %s', (at, shown) => {
    expect(calendar.describeDue(beijing(at), beijing('2026-11-23 10:00'))).toBe(shown);
  });

  it('calls the first of January tomorrow on the last of December', () => {
    expect(calendar.describeDue(beijing('2027-01-01 09:00'), beijing('2026-12-31 20:00'))).toBe(
      '明天09:00前',
    );
  });

  it('takes today from the clock in Beijing, where it is a new day eight hours before Greenwich', () => {
    expect(calendar.describeDue(beijing('2026-11-24 17:30'), new Date('2026-11-23T16:00:00Z'))).toBe(
      '今天17:30前',
    );
    expect(calendar.describeDue(beijing('2026-11-24 17:30'), new Date('2026-11-23T15:59:00Z'))).toBe(
      '明天17:30前',
    );
  });
});
