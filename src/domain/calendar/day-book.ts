import { DateTime, IANAZone } from 'luxon';
import { AppError } from '../../shared/errors.js';
import { type DayNumber, formatDay, yearOf } from './day-number.js';
import type { WorkingDays } from './working-days.js';

/** Office hours of a working day, 'HH:mm' in local time. */
export interface OfficeHours {
  from: string;
  to: string;
}

/** A stretch of time: instants in milliseconds, the end not included. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** One calendar day as instants. */
export interface BookedDay {
  number: DayNumber;
  startsMs: number;
  /** 24:00, which is the next day's 00:00. */
  endsMs: number;
  /** When reminders that are counted in days are given. */
  morningMs: number;
  /** The close of office hours, also on a day that is not worked. */
  closesMs: number;
  working: boolean;
  /** Office hours in order; none on a day that is not worked. */
  office: readonly Span[];
}

/** Turns instants into days and back. Days are kept once worked out: a few kilobytes a year, for some years at most. */
export interface DayBook {
  day(number: DayNumber): BookedDay;
  /** The instant of a local time 'HH:mm' on a day. */
  instant(number: DayNumber, time: string): number;
  /** The day on which an instant falls; 00:00 is the day that begins. */
  dayAt(ms: number): BookedDay;
  /** The day on which a term that ends at `ms` ends; 00:00 is 24:00 of the day that is over. */
  dayEndingAt(ms: number): BookedDay;
  /** Whether any day of the term touches a year without a published notice. */
  isProvisional(fromMs: number, toMs: number): boolean;
}

export interface DayBookOptions {
  zone: string;
  officeHours: OfficeHours[];
  morning: string;
}

export function createDayBook(options: DayBookOptions, workingDays: WorkingDays): DayBook {
  const zone = IANAZone.create(options.zone);
  if (!zone.isValid) throw new AppError('bad-zone', 'tell-operator', `Unknown time zone "${options.zone}"`);
  const close = options.officeHours.at(-1)?.to;
  if (close === undefined) throw new AppError('no-office-hours', 'tell-operator', 'Office hours are empty');

  const days = new Map<DayNumber, BookedDay>();
  const instant = (number: DayNumber, time: string): number => {
    const at = DateTime.fromISO(`${formatDay(number)}T${time}`, { zone });
    if (!at.isValid)
      throw new AppError('bad-time', 'give-up', `"${time}" is not a time of day; expected HH:mm`);
    return at.toMillis();
  };

  const write = (number: DayNumber): BookedDay => {
    const working = workingDays.isWorking(number);
    const span = ({ from, to }: OfficeHours) => ({
      fromMs: instant(number, from),
      toMs: instant(number, to),
    });
    return {
      number,
      startsMs: instant(number, '00:00'),
      endsMs: instant(number + 1, '00:00'),
      morningMs: instant(number, options.morning),
      closesMs: instant(number, close),
      working,
      office: working ? options.officeHours.map(span) : [],
    };
  };

  const day = (number: DayNumber): BookedDay => {
    const known = days.get(number);
    if (known !== undefined) return known;
    const written = write(number);
    days.set(number, written);
    return written;
  };

  // Asking for the offset is slow, and the days that are asked about are nearly always the same few.
  const byHour = new Map<number, BookedDay>();
  const dayAt = (ms: number): BookedDay => {
    const hour = Math.floor(ms / 3_600_000);
    const known = byHour.get(hour);
    if (known !== undefined && known.startsMs <= ms && ms < known.endsMs) return known;
    // Offsets are in minutes east of Greenwich.
    const found = day(Math.floor((ms + zone.offset(ms) * 60_000) / 86_400_000));
    byHour.set(hour, found);
    return found;
  };
  const dayEndingAt = (ms: number) => dayAt(ms - 1);

  return {
    day,
    instant,
    dayAt,
    dayEndingAt,
    isProvisional(fromMs, toMs) {
      const lastYear = yearOf(dayEndingAt(Math.max(toMs, fromMs + 1)).number);
      for (let year = yearOf(dayAt(fromMs).number); year <= lastYear; year += 1) {
        if (!workingDays.isPublishedYear(year)) return true;
      }
      return false;
    },
  };
}
