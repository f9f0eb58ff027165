export type { OfficeHours } from './day-book.js';
export { formatLimit, type Limit, type LimitUnit, parseLimit } from './limit.js';
export type { ReminderWhen } from './reminder-time.js';
export {
  type CalendarTime,
  createWorkCalendar,
  type WorkCalendar,
  type WorkCalendarOptions,
} from './work-calendar.js';
export type { CalendarYears } from './working-days.js';
