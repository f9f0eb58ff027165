import { type DayNumber, isWeekend, parseDay, yearOf } from './day-number.js';
import { libraryKnowsYear, libraryWorkingDay } from './library-days.js';
import { statutoryDays } from './statutory-days.js';

/** Holidays (`off`) and worked weekends (`work`) of a year, each 'YYYY-MM-DD', as config gives them. */
export interface CalendarYears {
  [year: string]: { published: boolean; off: string[]; work: string[] };
}

/** Which days are worked, and of which years that is certain. */
export interface WorkingDays {
  isWorking(day: DayNumber): boolean;
  /** False where the State Council's notice is missing, so that a day may still change. */
  isPublishedYear(year: number): boolean;
}

interface YearRule {
  published: boolean;
  isWorking(day: DayNumber): boolean;
}

/** Config wins for its year, then the library's table, then the weekday and the statutory days. */
export function createWorkingDays(years: CalendarYears): WorkingDays {
  const rules = new Map<number, YearRule>();

  const ruleOf = (year: number): YearRule => {
    const known = rules.get(year);
    if (known !== undefined) return known;
    const rule = chooseRule(year, years[String(year)]);
    rules.set(year, rule);
    return rule;
  };

  return {
    isWorking: (day) => ruleOf(yearOf(day)).isWorking(day),
    isPublishedYear: (year) => ruleOf(year).published,
  };
}

function chooseRule(year: number, own: CalendarYears[string] | undefined): YearRule {
  if (own === undefined && libraryKnowsYear(year)) return { published: true, isWorking: libraryWorkingDay };

  const published = own?.published ?? false;
  const work = new Set(own?.work.map(parseDay));
  const off = new Set(own?.off.map(parseDay));
  // A published list is complete. An unpublished one is at most somebody's foreknowledge, on top of the law.
  if (!published) for (const day of statutoryDays(year)) off.add(day);
  return { published, isWorking: (day) => work.has(day) || (!isWeekend(day) && !off.has(day)) };
}
