import { assertNever } from '../../shared/assert-never.js';
import type { DayBook } from './day-book.js';
import { nthWorkingDay, workingDayFrom } from './day-count.js';
import { hourMs, minuteMs } from './due-time.js';
import type { Limit } from './limit.js';
import { officeBackward, officeForward } from './office-time.js';

/**
 * When to speak `by` later than `fromMs`. Unlike a due time, a notice counted in days is given in the morning,
 * when there is a day left to act. Calendar days that end on a day off go on to the next working day.
 */
export function noticeAfter(book: DayBook, fromMs: number, by: Limit): number {
  // A term that ended at 24:00 belongs to the day that is over, and so do the days after it.
  return noticeAfterDay(book, fromMs, book.dayEndingAt(fromMs).number, by);
}

/** The same, counted from the day on which something began: 00:00 is then the day that begins. */
export function noticeSince(book: DayBook, startMs: number, by: Limit): number {
  return noticeAfterDay(book, startMs, book.dayAt(startMs).number, by);
}

function noticeAfterDay(book: DayBook, fromMs: number, dayNumber: number, by: Limit): number {
  switch (by.unit) {
    case 'min':
      return fromMs + by.amount * minuteMs;
    case 'h':
      return fromMs + by.amount * hourMs;
    case 'wh':
      return officeForward(book, fromMs, by.amount * hourMs);
    case 'wd':
      return nthWorkingDay(book, book.day(dayNumber), by.amount, 1).morningMs;
    case 'd':
      return workingDayFrom(book, book.day(dayNumber + by.amount), 1).morningMs;
    default:
      return assertNever(by.unit);
  }
}

/**
 * When to speak `by` before a term that ends at `dueMs`: days are counted back from the due day and the notice
 * is given in the morning. Calendar days that lead to a day off go back to the working day before it: a notice
 * may come early, not when nobody is there.
 */
export function noticeBefore(book: DayBook, dueMs: number, by: Limit): number {
  const dueDay = book.dayEndingAt(dueMs);
  switch (by.unit) {
    case 'min':
      return dueMs - by.amount * minuteMs;
    case 'h':
      return dueMs - by.amount * hourMs;
    case 'wh':
      return officeBackward(book, dueMs, by.amount * hourMs);
    case 'wd':
      return nthWorkingDay(book, dueDay, by.amount, -1).morningMs;
    case 'd':
      return workingDayFrom(book, book.day(dueDay.number - by.amount), -1).morningMs;
    default:
      return assertNever(by.unit);
  }
}
