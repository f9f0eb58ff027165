import { DateTime } from 'luxon';
import { createDayBook, type DayBookOptions } from './day-book.js';
import { formatDay, parseDay, yearOf } from './day-number.js';
import { describeDueTime } from './describe-due.js';
import { dueTime } from './due-time.js';
import type { Limit } from './limit.js';
import { noticeBefore } from './notice-time.js';
import { isOfficeTime } from './office-time.js';
import { type ReminderWhen, reminderTime } from './reminder-time.js';
import { type CalendarYears, createWorkingDays } from './working-days.js';

/**
 * `provisional` (暂定): the time lies in or reaches through a year whose holiday notice is not published, and
 * must be worked out again when it is.
 */
export interface CalendarTime {
  at: Date;
  provisional: boolean;
}

/** Working time on the Chinese calendar, in the zone it was made for. Days are 'YYYY-MM-DD'. */
export interface WorkCalendar {
  isWorkingDay(day: string): boolean;
  /** Whether the holiday notice of that day's year is known. */
  isPublished(day: string): boolean;
  /** Within office hours of a working day; the closing minute itself is not. */
  isWorkingTime(at: Date): boolean;
  /** When a limit that begins at `from` ends. A calendar-day limit ends at 24:00, given as the next day's 00:00. */
  addLimit(from: Date, limit: Limit): CalendarTime;
  /** When to speak that long before `due`; limits in days lead to the morning of a working day. */
  subtractLimit(due: Date, limit: Limit): CalendarTime;
  /** When to remind of a deadline that began at `start`, ends at `due` and was given as `limit`. */
  reminderAt(start: Date, due: Date, limit: Limit, when: ReminderWhen): CalendarTime;
  dayOf(at: Date): string;
  /** 'HH:mm'. */
  localTime(at: Date): string;
  /** The instant of a local time 'HH:mm' on a day: the way back from `dayOf` and `localTime`. */
  instantOf(day: string, time: string): Date;
  /** A due time as a person reads it at `now`: 今天17:30前, 11月30日前. */
  describeDue(at: Date, now: Date): string;
}

export interface WorkCalendarOptions extends DayBookOptions {
  /** Years given here replace what the library knows about them. */
  years: CalendarYears;
}

const dayMs = 86_400_000;

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}

export function createWorkCalendar(options: WorkCalendarOptions): WorkCalendar {
  const workingDays = createWorkingDays(options.years);
  const book = createDayBook(options, workingDays);
  const localTime = (ms: number) => {
    const { startsMs, endsMs } = book.dayAt(ms);
    // A day on which clocks are set forwards or back is not counted from its midnight.
    if (endsMs - startsMs !== dayMs) return DateTime.fromMillis(ms, { zone: options.zone }).toFormat('HH:mm');
    const minutes = Math.floor((ms - startsMs) / 60_000);
    return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  };
  const timed = (atMs: number, fromMs: number, toMs: number): CalendarTime => ({
    at: new Date(atMs),
    provisional: book.isProvisional(fromMs, toMs),
  });

  return {
    isWorkingDay: (day) => workingDays.isWorking(parseDay(day)),
    isPublished: (day) => workingDays.isPublishedYear(yearOf(parseDay(day))),
    isWorkingTime: (at) => isOfficeTime(book, at.getTime()),
    addLimit(from, limit) {
      const due = dueTime(book, from.getTime(), limit);
      return timed(due, from.getTime(), due);
    },
    subtractLimit(due, limit) {
      const at = noticeBefore(book, due.getTime(), limit);
      return timed(at, at, due.getTime());
    },
    reminderAt(start, due, limit, when) {
      const at = reminderTime(book, start.getTime(), due.getTime(), limit.unit, when);
      // All but 'since' depend on the due time, and are as uncertain as it is.
      const last = when.kind === 'since' ? at : Math.max(at, due.getTime());
      return timed(at, start.getTime(), last);
    },
    dayOf: (at) => formatDay(book.dayAt(at.getTime()).number),
    localTime: (at) => localTime(at.getTime()),
    instantOf: (day, time) => new Date(book.instant(parseDay(day), time)),
    describeDue: (at, now) => describeDueTime(book, localTime, at.getTime(), now.getTime()),
  };
}
