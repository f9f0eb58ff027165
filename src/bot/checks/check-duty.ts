import { type Engine, runWork } from '../engine.js';
import type { Finding } from '../incidents.js';
import { findOnDuty } from '../recipients.js';
import type { Work } from '../work.js';
import type { Zone } from '../zone.js';

const hourMs = 3600_000;
/** The operator's check calls a gap within these hours bad, so that both say the same of the same gap. */
export const dutyAheadHours = 24;

/**
 * Hours of the coming day in which a centre has nobody on its list. Only the centres: dangers go to them, and in other
 * units the head answers. One finding a unit, with the first such time.
 */
export async function checkDuty(engine: Engine): Promise<Finding[]> {
  const { zone, clock } = engine;
  const now = clock.now();
  const centres = new Set([zone.centres.townCentre, zone.centres.zoneCentre]);
  return runWork(engine, async (work) => {
    const findings: Finding[] = [];
    for (const unit of centres) {
      const gap = await findGap(work, unit, instantsToLookAt(zone, unit, now));
      if (gap)
        findings.push({
          code: 'duty-gap',
          key: unit,
          detail: {
            place: zone.unitName(unit),
            reason: `${dayWord(zone, gap, now)}${zone.calendar.localTime(gap)}`,
          },
        });
    }
    return findings;
  });
}

async function findGap(work: Work, unit: string, instants: readonly Date[]): Promise<Date | null> {
  for (const at of instants) {
    const onDuty = await findOnDuty(work, unit, at);
    if (!onDuty.some((each) => !each.fallback)) return at;
  }
  return null;
}

/** Every hour, because a shift taken in chat may end at any, and every time at which the list changes hands. */
function instantsToLookAt({ calendar, config }: Zone, unit: string, now: Date): Date[] {
  const end = now.getTime() + dutyAheadHours * hourMs;
  const instants = Array.from({ length: dutyAheadHours }, (_, hour) => now.getTime() + hour * hourMs);
  const shifts = config.duty.find((each) => each.unit === unit)?.shifts ?? [];
  const times = new Set([...shifts, ...config.calendar.officeHours].flatMap(({ from, to }) => [from, to]));
  for (const day of new Set([calendar.dayOf(now), calendar.dayOf(new Date(end))])) {
    for (const time of times) {
      const at = calendar.instantOf(day, time).getTime();
      if (at > now.getTime() && at < end) instants.push(at);
    }
  }
  return instants.sort((a, b) => a - b).map((ms) => new Date(ms));
}

function dayWord({ calendar }: Zone, at: Date, now: Date): string {
  return calendar.dayOf(at) === calendar.dayOf(now) ? '今天' : '明天';
}
