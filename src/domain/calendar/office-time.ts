import type { DayBook } from './day-book.js';

export function isOfficeTime(book: DayBook, ms: number): boolean {
  return book.dayAt(ms).office.some((span) => span.fromMs <= ms && ms < span.toMs);
}

/**
 * The instant at which `amountMs` of office time after `fromMs` are used up. Counting begins at the next
 * opening; an amount used up at the end of a span ends there (12:00), not at the next opening (14:00).
 */
export function officeForward(book: DayBook, fromMs: number, amountMs: number): number {
  let left = amountMs;
  for (let day = book.dayAt(fromMs); ; day = book.day(day.number + 1)) {
    for (const span of day.office) {
      const begin = Math.max(span.fromMs, fromMs);
      const length = span.toMs - begin;
      if (length <= 0) continue;
      if (left <= length) return begin + left;
      left -= length;
    }
  }
}

/** The mirror of `officeForward`: an amount that reaches back to an opening stays at that opening. */
export function officeBackward(book: DayBook, toMs: number, amountMs: number): number {
  let left = amountMs;
  for (let day = book.dayEndingAt(toMs); ; day = book.day(day.number - 1)) {
    for (const span of day.office.toReversed()) {
      const end = Math.min(span.toMs, toMs);
      const length = end - span.fromMs;
      if (length <= 0) continue;
      if (left <= length) return end - left;
      left -= length;
    }
  }
}

/** Office time between two instants, in milliseconds; 0 if the second is not later. */
export function officeBetween(book: DayBook, fromMs: number, toMs: number): number {
  let total = 0;
  for (let day = book.dayAt(fromMs); day.startsMs < toMs; day = book.day(day.number + 1)) {
    for (const span of day.office) {
      total += Math.max(0, Math.min(span.toMs, toMs) - Math.max(span.fromMs, fromMs));
    }
  }
  return total;
}
