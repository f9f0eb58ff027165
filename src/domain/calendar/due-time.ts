import { assertNever } from '../../shared/assert-never.js';
import type { DayBook } from './day-book.js';
import { nthWorkingDay, workingDayFrom } from './day-count.js';
import type { Limit } from './limit.js';
import { officeForward } from './office-time.js';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/**
 * When a limit that begins at `fromMs` ends.
 *
 * Hours begin at once, days the day after: 民法典 article 201 (按照小时计算期间的，自法律规定或者当事人约定的
 * 时间开始计算；开始的当日不计入，自下一日开始计算). The end is article 203: where there are business hours a term
 * ends when they do, so working days end at the close of office hours; calendar days end at 24:00; a last day
 * that is not worked gives way to the next that is.
 */
export function dueTime(book: DayBook, fromMs: number, limit: Limit): number {
  switch (limit.unit) {
    case 'min':
      return fromMs + limit.amount * minuteMs;
    case 'h':
      return fromMs + limit.amount * hourMs;
    case 'wh':
      return officeForward(book, fromMs, limit.amount * hourMs);
    case 'wd':
      return nthWorkingDay(book, book.dayAt(fromMs), limit.amount, 1).closesMs;
    case 'd':
      return workingDayFrom(book, book.day(book.dayAt(fromMs).number + limit.amount), 1).endsMs;
    default:
      return assertNever(limit.unit);
  }
}
