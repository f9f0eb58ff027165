import { AppError } from '../../shared/errors.js';

/**
 * Inside this folder a calendar day is a whole number, days since 1970-01-01, so that counting days is
 * plain addition and no time zone can slip in. Outside it is 'YYYY-MM-DD'.
 */
export type DayNumber = number;

const dayMs = 86_400_000;

export function parseDay(day: string): DayNumber {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  const number = ms / dayMs;
  // V8 reads 2026-02-30 as 2 March; only a day that is written back the same exists.
  if (Number.isNaN(ms) || formatDay(number) !== day) {
    throw new AppError('bad-day', 'give-up', `"${day}" is not a calendar day; expected YYYY-MM-DD`);
  }
  return number;
}

export function formatDay(day: DayNumber): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

export function yearOf(day: DayNumber): number {
  return new Date(day * dayMs).getUTCFullYear();
}

export function firstDayOf(year: number): DayNumber {
  return Date.UTC(year, 0, 1) / dayMs;
}

/** Saturday or Sunday. */
export function isWeekend(day: DayNumber): boolean {
  const weekday = new Date(day * dayMs).getUTCDay();
  return weekday === 0 || weekday === 6;
}
