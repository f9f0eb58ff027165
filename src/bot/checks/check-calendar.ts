import type { Finding } from '../incidents.js';
import type { Zone } from '../zone.js';

/** By then the State Council has published the next year's holidays, in most years in November. */
const fromMonthDay = '12-01';

/** From December on limits reach into the next year: without its notice every such date is only provisional. */
export function checkCalendar({ calendar }: Zone, now: Date): Finding[] {
  const [year = '', ...rest] = calendar.dayOf(now).split('-');
  const next = String(Number(year) + 1);
  if (rest.join('-') < fromMonthDay || calendar.isPublished(`${next}-01-01`)) return [];
  return [{ code: 'calendar-missing', key: next, detail: { reason: next } }];
}
