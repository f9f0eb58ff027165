import type { BookedDay, DayBook } from './day-book.js';

export type Direction = 1 | -1;

/** The N-th working day after (or before) a day; the day itself does not count. */
export function nthWorkingDay(
  book: DayBook,
  from: BookedDay,
  count: number,
  direction: Direction,
): BookedDay {
  let day = from;
  for (let left = count; left > 0; ) {
    day = book.day(day.number + direction);
    if (day.working) left -= 1;
  }
  return day;
}

/** The day itself if it is worked, else the nearest working day in that direction. */
export function workingDayFrom(book: DayBook, from: BookedDay, direction: Direction): BookedDay {
  return from.working ? from : nthWorkingDay(book, from, 1, direction);
}

/** Working days after `from` up to and with `to`. */
export function workingDaysBetween(book: DayBook, from: BookedDay, to: BookedDay): number {
  let count = 0;
  for (let number = from.number + 1; number <= to.number; number += 1) {
    if (book.day(number).working) count += 1;
  }
  return count;
}
