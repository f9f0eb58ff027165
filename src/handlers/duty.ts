import { may } from '../domain/permission/may.js';
import type { Handler, Turn } from './turn.js';

/** 谁值班, 今晚我值班. */
export const duty: Handler = {
  name: 'duty',
  async handle(turn) {
    if (turn.tap || turn.actor.kind !== 'person') return false;
    const centres = { townCentre: turn.config.zone.town_centre, zoneCentre: turn.config.zone.zone_centre };
    const units = [...new Set(turn.actor.posts.map((p) => p.unitCode).filter((u) => u !== null))];
    if (/^(今晚|今天|现在)?.{0,4}谁(在)?值班|值班表|值班的是谁/.test(turn.text)) {
      if (turn.actor.posts.length === 0) {
        turn.say('duty.staff-only');
        return true;
      }
      const lines: string[] = [];
      for (const unitCode of new Set([...units, centres.townCentre, centres.zoneCentre])) {
        if (!may(turn.actor, 'see', { kind: 'duty', unitCode }, centres)) continue;
        lines.push(await dutyLine(turn, unitCode));
      }
      turn.say('duty.list', { lines: lines.join('\n') });
      return true;
    }
    if (!/我(来)?值班|我替.{1,6}值班/.test(turn.text)) return false;
    const unitCode = units.find((u) => may(turn.actor, 'take-shift', { kind: 'duty', unitCode: u }, centres));
    if (!unitCode) {
      turn.say('duty.no-unit');
      return true;
    }
    const { from, to } = shiftOf(turn);
    await turn.people.takeShift(unitCode, from, to);
    turn.say('duty.taken', {
      unit: turn.config.departments.find((d) => d.code === unitCode)?.name ?? unitCode,
      until: turn.calendar.describeDue(to, turn.now),
    });
    return true;
  },
};

async function dutyLine(turn: Turn, unitCode: string): Promise<string> {
  const unit = turn.config.departments.find((d) => d.code === unitCode)?.name ?? unitCode;
  const people = await turn.people.onDuty(unitCode);
  if (people.length === 0) return `${unit}：没有排班，也没有负责人`;
  const names = people
    .slice(0, 3)
    .map((p) => p.name ?? '同事')
    .join('、');
  return people[0]?.fallback ? `${unit}：没有排班，先找${names}` : `${unit}：${names}`;
}

/** Tonight: from now, or from 17:30 if that is still to come, until 08:30 next morning (local time). */
function shiftOf(turn: Turn): { from: Date; to: Date } {
  const tonight = /今晚|夜/.test(turn.text);
  const day = turn.calendar.dayOf(turn.now);
  const early = turn.calendar.localTime(turn.now) < '08:30';
  const at = (theDay: string, time: string) => turn.calendar.instantOf(theDay, time);
  const next = turn.calendar.dayOf(new Date(turn.now.getTime() + 24 * 3600 * 1000));
  const evening = at(day, '17:30');
  const from = tonight && !early && evening > turn.now ? evening : turn.now;
  return { from, to: at(early ? day : next, '08:30') };
}
