import { IANAZone } from 'luxon';
import { z } from 'zod';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as HH:mm, between quotes');

/** The day as milliseconds of UTC midnight; NaN if there is no such day (2026-02-30 would otherwise roll over). */
function midnightOf(day: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day) ? ms : Number.NaN;
}

const officeHours = z
  .array(z.strictObject({ from: timeOfDay, to: timeOfDay }))
  .min(1)
  .superRefine((spans, context) => {
    let before = '';
    for (const [index, { from, to }] of spans.entries()) {
      // HH:mm sorts as text in the order of time.
      if (from >= to) {
        context.addIssue({ code: 'custom', path: [index, 'to'], message: `must be later than ${from}` });
      }
      if (from < before) {
        context.addIssue({ code: 'custom', path: [index, 'from'], message: `must not be before ${before}` });
      }
      before = to;
    }
  });

/** Date → name of the holiday, so that whoever checks the file against the notice can read it. */
const namedDays = z.record(z.string(), z.string().min(1));

const year = z.strictObject({
  /** True once the State Council's notice is entered whole. */
  published: z.boolean(),
  off: namedDays,
  work: namedDays,
});

const years = z.record(z.string(), year).superRefine((given, context) => {
  for (const [name, { off, work }] of Object.entries(given)) {
    const refuse = (path: string[], message: string) =>
      context.addIssue({ code: 'custom', path: [name, ...path], message });

    if (!/^20\d{2}$/.test(name)) refuse([], 'is not a year from 2000 to 2099');
    for (const [list, days] of Object.entries({ off, work })) {
      for (const day of Object.keys(days)) {
        const ms = midnightOf(day);
        if (Number.isNaN(ms)) refuse([list, day], 'is not a calendar day; write YYYY-MM-DD, between quotes');
        else if (!day.startsWith(`${name}-`))
          refuse([list, day], `is not in ${name}; enter it under its own year`);
        else if (list === 'work' && isWeekday(ms)) {
          refuse([list, day], 'is Monday to Friday; only worked weekends belong here');
        }
      }
    }
    for (const day of Object.keys(work)) {
      if (day in off) refuse(['work', day], 'is under off as well; a day is one or the other');
    }
  }
});

function isWeekday(midnightMs: number): boolean {
  const weekday = new Date(midnightMs).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

/** calendar.yaml: zone, office hours and holiday notices, in the shape the working calendar is made from. */
export const calendarSchema = z
  .strictObject({
    zone: z
      .string()
      .refine((zone) => IANAZone.isValidZone(zone), 'is not a time zone; write for example Asia/Shanghai'),
    office_hours: officeHours,
    /** When reminders that are counted in days are given. */
    morning: timeOfDay,
    years,
  })
  .transform((file) => ({
    zone: file.zone,
    officeHours: file.office_hours,
    morning: file.morning,
    years: Object.fromEntries(
      Object.entries(file.years).map(([name, { published, off, work }]) => [
        name,
        { published, off: Object.keys(off), work: Object.keys(work) },
      ]),
    ),
  }));
