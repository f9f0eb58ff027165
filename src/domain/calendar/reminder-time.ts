import { assertNever } from '../../shared/assert-never.js';
import type { DayBook } from './day-book.js';
import { nthWorkingDay, workingDayFrom, workingDaysBetween } from './day-count.js';
import type { Limit, LimitUnit } from './limit.js';
import { noticeAfter, noticeBefore, noticeSince } from './notice-time.js';
import { officeBetween, officeForward } from './office-time.js';

/** When a reminder of a deadline is given. */
export type ReminderWhen =
  /** When this part of the time is used, 0 to 1. */
  | { kind: 'part'; part: number }
  | { kind: 'before'; by: Limit }
  | { kind: 'at' }
  | { kind: 'after'; by: Limit }
  /** This long after the start, whatever the limit. */
  | { kind: 'since'; by: Limit };

/** Milliseconds. A reminder before the end is never earlier than the start: a short limit is announced at once. */
export function reminderTime(
  book: DayBook,
  startMs: number,
  dueMs: number,
  unit: LimitUnit,
  when: ReminderWhen,
): number {
  switch (when.kind) {
    case 'part':
      return Math.max(startMs, Math.min(dueMs, partTime(book, startMs, dueMs, unit, when.part)));
    case 'before':
      return Math.max(startMs, noticeBefore(book, dueMs, when.by));
    case 'at':
      return dueMs;
    case 'after':
      return noticeAfter(book, dueMs, when.by);
    case 'since':
      return noticeSince(book, startMs, when.by);
    default:
      return assertNever(when);
  }
}

/**
 * The time between start and due, not the amount of the limit, is what is divided: after an extension half
 * of the time is half of the longer time.
 *
 * For limits in days: the term has N days (the start day is none of them), and the reminder is given on the
 * morning of the day in which the part is reached, a part that ends with a day being reached the next morning.
 * So half of 5 days is the morning of day 3, half of 2 is that of day 2, and no part passes the due day.
 */
function partTime(book: DayBook, startMs: number, dueMs: number, unit: LimitUnit, part: number): number {
  const startDay = book.dayAt(startMs);
  const dueDay = book.dayEndingAt(dueMs);
  switch (unit) {
    case 'min':
    case 'h':
      return startMs + Math.round((dueMs - startMs) * part);
    case 'wh':
      return officeForward(book, startMs, Math.round(officeBetween(book, startMs, dueMs) * part));
    case 'wd': {
      const n = workingDaysBetween(book, startDay, dueDay);
      return nthWorkingDay(book, startDay, dayReached(n, part), 1).morningMs;
    }
    case 'd': {
      const reached = dayReached(dueDay.number - startDay.number, part);
      return workingDayFrom(book, book.day(startDay.number + reached), 1).morningMs;
    }
    default:
      return assertNever(unit);
  }
}

function dayReached(days: number, part: number): number {
  // 0.29 × 100 is 28.999999999999996 in floating point and must count as 29 days.
  const used = Math.floor(days * part + 1e-9);
  return Math.max(1, Math.min(days, used + 1));
}
