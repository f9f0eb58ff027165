import type { Zone } from './zone.js';

/** Userids of the first shift of config that covers the instant, in the order in which they are told. */
export function dutyOfConfig(
  { calendar, config }: Pick<Zone, 'calendar' | 'config'>,
  unitCode: string,
  at: Date,
): readonly string[] {
  const shifts = config.duty.find((d) => d.unit === unitCode)?.shifts ?? [];
  const day = calendar.dayOf(at);
  const yesterday = calendar.dayOf(new Date(at.getTime() - 24 * 3600 * 1000));
  const time = calendar.localTime(at);
  const onDay = (days: (typeof shifts)[number]['days'], theDay: string) => {
    if (days === 'every') return true;
    if (days === 'workday') return calendar.isWorkingDay(theDay);
    if (days === 'restday') return !calendar.isWorkingDay(theDay);
    const weekday = new Date(`${theDay}T00:00:00Z`).getUTCDay();
    return days.includes(weekday === 0 ? 7 : weekday);
  };
  for (const shift of shifts) {
    const overnight = shift.to <= shift.from;
    const covers = overnight
      ? (onDay(shift.days, day) && time >= shift.from) || (onDay(shift.days, yesterday) && time < shift.to)
      : onDay(shift.days, day) && time >= shift.from && time < shift.to;
    if (covers) return shift.people;
  }
  return [];
}
