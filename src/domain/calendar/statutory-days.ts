import { type DayNumber, parseDay } from './day-number.js';
import { lunarDayOf, qingmingOf } from './library-days.js';

/**
 * Holidays that hold before any notice is published: 《全国年节及纪念日放假办法》 article 2, as revised
 * with effect from 2025-01-01. 13 days, fewer where two fall together. The notice only adds bridging days
 * and worked weekends, which cannot be foreseen and are therefore not invented here.
 */
export function statutoryDays(year: number): ReadonlySet<DayNumber> {
  const springFestival = lunarDayOf(year, 1, 1);
  return new Set([
    parseDay(`${year}-01-01`),
    // 春节, 4 days: New Year's Eve, which is the 29th or the 30th of the twelfth month, and the first three days.
    springFestival - 1,
    springFestival,
    springFestival + 1,
    springFestival + 2,
    qingmingOf(year),
    parseDay(`${year}-05-01`),
    parseDay(`${year}-05-02`),
    lunarDayOf(year, 5, 5),
    lunarDayOf(year, 8, 15),
    parseDay(`${year}-10-01`),
    parseDay(`${year}-10-02`),
    parseDay(`${year}-10-03`),
  ]);
}
