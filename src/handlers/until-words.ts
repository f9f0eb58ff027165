import { parseLimit, type WorkCalendar } from '../domain/calendar/index.js';

const digits: Record<string, number> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};
const weekdays = '一二三四五六日天';
const dayMs = 24 * 3600 * 1000;

function number(text: string): number {
  return digits[text] ?? Number(text);
}

/**
 * A date somebody asks for: 3天, 两个工作日, 明天, 周五, 11月30日. Working days count from `from` (the present
 * limit), dates from `now`; all end at the close of office hours. Null when the words name none.
 */
export function readUntil(calendar: WorkCalendar, text: string, from: Date, now: Date): Date | null {
  const count = '(\\d{1,3}|[一二两三四五六七八九十])';
  const span = new RegExp(`${count}\\s*个?(工作日|天|日(?!前)|周|星期)`).exec(text);
  const date = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]/.exec(text);
  const weekday = /(下)?(?:周|星期|礼拜)([一二三四五六日天])/.exec(text);
  const near = /今天|明天|后天/.exec(text)?.[0];
  const endOf = (day: string) => endOfDay(calendar, day);

  if (date) {
    const today = calendar.dayOf(now);
    const [month, day] = [Number(date[2]), Number(date[3])];
    const pad = (n: number) => String(n).padStart(2, '0');
    const inYear = (year: number) => `${year}-${pad(month)}-${pad(day)}`;
    const year = date[1] ? Number(date[1]) : Number(today.slice(0, 4));
    const chosen = inYear(year);
    if (Number.isNaN(Date.parse(`${chosen}T00:00:00Z`))) return null;
    return endOf(!date[1] && chosen < today ? inYear(year + 1) : chosen);
  }
  if (near)
    return endOf(calendar.dayOf(new Date(now.getTime() + ['今天', '明天', '后天'].indexOf(near) * dayMs)));
  if (weekday) {
    const wanted = Math.min(weekdays.indexOf(weekday[2] ?? '一'), 6) + 1;
    const today = new Date(`${calendar.dayOf(now)}T00:00:00Z`).getUTCDay() || 7;
    const ahead = ((wanted - today + 7) % 7) + (weekday[1] && wanted >= today ? 7 : 0);
    return endOf(calendar.dayOf(new Date(now.getTime() + ahead * dayMs)));
  }
  if (span) {
    const n = number(span[1] ?? '');
    if (!Number.isFinite(n) || n <= 0) return null;
    if (span[2] === '工作日') return calendar.addLimit(from, parseLimit(`${n}wd`)).at;
    const days = span[2] === '周' || span[2] === '星期' ? n * 7 : n;
    return endOf(calendar.dayOf(new Date(from.getTime() + days * dayMs)));
  }
  return null;
}

/** Close of office hours of a day: the end of the last working day's term that ends there. */
function endOfDay(calendar: WorkCalendar, day: string): Date {
  // One working day counted from the day before ends on `day` when that is a working day, else on the next one.
  const noonBefore = new Date(Date.parse(`${day}T04:00:00Z`) - dayMs);
  return calendar.addLimit(noonBefore, parseLimit('1wd')).at;
}
