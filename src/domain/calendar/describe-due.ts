import type { DayBook } from './day-book.js';
import { formatDay } from './day-number.js';
import { minuteMs } from './due-time.js';

/**
 * A due time in words for a phone, always ending in 前. The shorter the better: a term that ends with its day
 * (close of office hours or 24:00) shows the hour only today and tomorrow, when people look at the clock.
 * Seconds are dropped, so what is promised is never later than what is judged.
 */
export function describeDueTime(
  book: DayBook,
  localTime: (ms: number) => string,
  atMs: number,
  nowMs: number,
): string {
  const dueMs = Math.floor(atMs / minuteMs) * minuteMs;
  const dueDay = book.dayEndingAt(dueMs);
  const time = dueMs === dueDay.endsMs ? '24:00' : localTime(dueMs);
  const today = book.dayAt(nowMs);

  if (dueDay.number === today.number) return `今天${time}前`;
  if (dueDay.number === today.number + 1) return `明天${time}前`;

  const [year, month, date] = formatDay(dueDay.number).split('-').map(Number);
  const [thisYear] = formatDay(today.number).split('-').map(Number);
  const yearShown = year === thisYear ? '' : `${year}年`;
  const endsWithDay = dueMs === dueDay.endsMs || (dueDay.working && dueMs === dueDay.closesMs);
  return `${yearShown}${month}月${date}日${endsWithDay ? '' : time}前`;
}
