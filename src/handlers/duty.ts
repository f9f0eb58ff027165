import { unitName } from './case-words.js';
import type { Handler, Turn } from './turn.js';

const asks = /^(今晚|今夜|今天|现在)?.{0,4}谁(在)?值班|值班表|值班的是谁/;
const takes = /我(来)?值班|我替.{1,6}值班/;
/** When the night's duty begins and ends (config/duty.yaml follows the same hours). */
const evening = '17:30';
const morning = '08:30';

/** 谁值班, 今晚我值班. */
export const duty: Handler = {
  name: 'duty',
  async handle(turn) {
    if (turn.tap || turn.actor.kind !== 'person') return false;
    const units = [...new Set(turn.actor.posts.map((p) => p.unitCode).filter((u) => u !== null))];
    if (asks.test(turn.text)) {
      if (turn.actor.posts.length === 0) {
        turn.say('duty.staff-only');
        return true;
      }
      const { from } = shiftOf(turn);
      const lines: string[] = [];
      for (const unitCode of new Set([
        ...units,
        turn.config.zone.town_centre,
        turn.config.zone.zone_centre,
      ])) {
        lines.push(await dutyLine(turn, unitCode, from));
      }
      turn.say(from > turn.now ? 'duty.list-tonight' : 'duty.list', { lines: lines.join('\n') });
      return true;
    }
    if (!takes.test(turn.text)) return false;
    const [unitCode] = units;
    if (!unitCode) {
      turn.say('duty.no-unit');
      return true;
    }
    const { from, to } = shiftOf(turn);
    await turn.people.takeShift(unitCode, from, to);
    turn.say('duty.taken', {
      unit: unitName(turn, unitCode),
      from: from > turn.now ? turn.calendar.describeDue(from, turn.now).replace(/前$/, '') : '现在',
      until: turn.calendar.describeDue(to, turn.now).replace(/前$/, ''),
    });
    return true;
  },
};

async function dutyLine(turn: Turn, unitCode: string, at: Date): Promise<string> {
  const unit = unitName(turn, unitCode);
  const people = await turn.people.onDuty(unitCode, at);
  if (people.length === 0) return `${unit}：没有排班，也没有负责人`;
  const names = people
    .slice(0, 3)
    .map((p) => p.name ?? '同事')
    .join('、');
  return people[0]?.fallback ? `${unit}：没有排班，先找${names}` : `${unit}：${names}`;
}

/** Tonight: from now, or from the evening if that is still to come, until next morning (local time). */
function shiftOf(turn: Turn): { from: Date; to: Date } {
  const tonight = /今晚|今夜|夜/.test(turn.text);
  const day = turn.calendar.dayOf(turn.now);
  const early = turn.calendar.localTime(turn.now) < morning;
  const next = turn.calendar.dayOf(new Date(turn.now.getTime() + 24 * 3600 * 1000));
  const begins = turn.calendar.instantOf(day, evening);
  return {
    from: tonight && !early && begins > turn.now ? begins : turn.now,
    to: turn.calendar.instantOf(early ? day : next, morning),
  };
}
