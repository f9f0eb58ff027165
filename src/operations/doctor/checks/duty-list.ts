import { dutyAheadHours } from '../../../bot/checks/check-duty.js';
import { dutyOfConfig } from '../../../bot/duty-list.js';
import type { Zone } from '../../../bot/zone.js';
import { findActive, listShifts, type ShiftTaken } from '../../../store/inspect/people-present.js';
import type { OpenDatabase } from '../../../store/postgres/open-database.js';
import { bad, type Check, good, notice } from '../check.js';

const days = 7;
const hourMs = 3600_000;
const listed = 5;

export const dutyList: Check = {
  id: 'duty',
  title: '值班表',
  async run(surroundings) {
    const zone = surroundings.zone();
    const database = await surroundings.database();
    const now = await surroundings.now();
    const gaps = await findGaps(zone, database, now);
    if (gaps.length === 0)
      return good(`今后${days}天每个单位每个钟点都有人`, `complete for the next ${days} days`);
    const isCentre = ({ unit }: Gap) => unit === zone.centres.townCentre || unit === zone.centres.zoneCentre;
    const centres = gaps.filter(isCentre);
    const others = gaps.filter((gap) => !isCentre(gap));
    const found = [
      ...(centres.length > 0
        ? [
            `今后${days}天中心有一段没人值班（${dutyAheadHours}小时以内的，会告警 duty-gap）：${list(zone, centres)}`,
          ]
        : []),
      ...(others.length > 0
        ? [
            `今后${days}天有${others.length}个单位有一段没人值班（不是中心，先找负责人，不告警）：${list(zone, others)}`,
          ]
        : []),
    ].join('\n');
    const english = `${gaps.length} units without anybody at some hour of the next ${days} days`;
    const remedy = '在 duty.yaml 里补上在岗的人，或让人在聊天里说“今晚我值班”；没有人的时候先找负责人';
    const told = now.getTime() + dutyAheadHours * hourMs;
    return centres.some(({ at }) => at.getTime() < told)
      ? bad(found, english, remedy)
      : notice(found, english, remedy);
  },
};

/** A unit, and the first time at which nobody but its head would be found. */
interface Gap {
  unit: string;
  at: Date;
}

function list(zone: Zone, gaps: readonly Gap[]): string {
  const told = gaps.slice(0, listed).map(({ unit, at }) => `${zone.unitName(unit)} ${describe(zone, at)}`);
  return `${told.join('；')}${gaps.length > listed ? '……' : ''}`;
}

async function findGaps(zone: Zone, database: OpenDatabase, now: Date): Promise<Gap[]> {
  const { config, calendar } = zone;
  const named = config.duty.flatMap((list) => list.shifts.flatMap((shift) => shift.people));
  const officers = new Map(
    config.departments.map((unit) => [
      unit.code,
      unit.people.filter((p) => !p.left && (p.role === '办件人' || p.role === '调度员')).map((p) => p.userid),
    ]),
  );
  const active = await findActive(database.pool, [...named, ...[...officers.values()].flat()]);
  const end = new Date(now.getTime() + days * 24 * hourMs);
  const taken = await listShifts(database.pool, now, end);
  const present = (userids: readonly string[]) => userids.some((userid) => active.has(userid.toLowerCase()));

  return config.duty.flatMap(({ unit }) => {
    const at = instants(zone, unit, now).find((instant) => {
      if (isTaken(taken, unit, instant)) return false;
      return !present(
        calendar.isWorkingTime(instant) ? (officers.get(unit) ?? []) : dutyOfConfig(zone, unit, instant),
      );
    });
    return at ? [{ unit, at }] : [];
  });
}

function isTaken(taken: readonly ShiftTaken[], unit: string, at: Date): boolean {
  return taken.some((shift) => shift.unit === unit && shift.from <= at && at < shift.to);
}

/** Every hour, and every time at which the list or the office changes hands. */
function instants({ calendar, config }: Zone, unit: string, now: Date): Date[] {
  const shifts = config.duty.find((list) => list.unit === unit)?.shifts ?? [];
  const times = new Set([...shifts, ...config.calendar.officeHours].flatMap(({ from, to }) => [from, to]));
  const found = [now.getTime()];
  for (let day = 0; day <= days; day += 1) {
    const date = calendar.dayOf(new Date(now.getTime() + day * 24 * hourMs));
    for (const time of times) found.push(calendar.instantOf(date, time).getTime());
    for (let hour = 0; hour < 24; hour += 1) {
      found.push(calendar.instantOf(date, `${String(hour).padStart(2, '0')}:00`).getTime());
    }
  }
  const end = now.getTime() + days * 24 * hourMs;
  return [...new Set(found)]
    .filter((ms) => ms >= now.getTime() && ms < end)
    .sort((a, b) => a - b)
    .map((ms) => new Date(ms));
}

function describe({ calendar }: Zone, at: Date): string {
  return `${calendar.dayOf(at)} ${calendar.localTime(at)}起`;
}
