import { createRequire } from 'node:module';
import chineseDays from 'chinese-days';
import { z } from 'zod';
import { type DayNumber, firstDayOf, formatDay, isWeekend, parseDay } from './day-number.js';

/**
 * The one door to chinese-days. Its functions about holidays build their table in the time zone of the process
 * and are a day off west of Greenwich, so the same table is read from the JSON file of the package, where days
 * are text.
 */
const table = z
  .object({ holidays: z.record(z.string(), z.string()), workdays: z.record(z.string(), z.string()) })
  .parse(createRequire(import.meta.url)('chinese-days/dist/chinese-days.json'));

/**
 * Whether the library holds the notice of that year; for others it would say Monday to Friday without a sign.
 * National Day is in every notice, and a notice never names October of another year (it does name days of the
 * December before: 30 December 2023 is in that of 2024).
 */
export function libraryKnowsYear(year: number): boolean {
  return `${year}-10-01` in table.holidays;
}

export function libraryWorkingDay(day: DayNumber): boolean {
  const text = formatDay(day);
  return text in table.workdays || (!isWeekend(day) && !(text in table.holidays));
}

/** 清明, the day of the solar term. */
export function qingmingOf(year: number): DayNumber {
  const answered = parseDay(chineseDays.getSolarTermDate(year, 4, 'pure_brightness'));
  // The library takes UTC midnight of the right day and writes it in the zone of the process, which west of
  // Greenwich is the day before.
  const westOfGreenwich = new Date(year, 3, 5).getTimezoneOffset() > 0;
  return westOfGreenwich ? answered + 1 : answered;
}

/**
 * The day of the solar year on which a lunar date first falls. First, because of a leap month: the festival
 * is in the ordinary month, which comes before the leap month of the same number.
 */
export function lunarDayOf(year: number, month: number, date: number): DayNumber {
  const end = firstDayOf(year + 1);
  for (let day = firstDayOf(year); day < end; day += 1) {
    // Given a text, this function only subtracts instants; the zone of the process plays no part.
    const lunar = chineseDays.getLunarDate(formatDay(day));
    if (lunar.lunarMon === month && lunar.lunarDay === date) return day;
  }
  throw new Error(`No lunar ${month}/${date} found in ${year}`);
}
