import { parseLimit } from '../domain/calendar/index.js';
import { isEnded } from '../domain/cases/case.js';
import { caseValues } from './case-words.js';
import { pickCase } from './pick-case.js';
import type { Handler } from './turn.js';

/** 催办: counted and passed on, but not more often than config allows. */
export const pressCase: Handler = {
  name: 'press-case',
  async handle(turn) {
    if (turn.tap || turn.text === '' || turn.dialog.draft) return false;
    if (turn.understanding().intent.value !== 'press' && !/^催(办|一下|一催)?/.test(turn.text)) return false;
    const open = (await turn.cases.mine()).filter((v) => !isEnded(v.case) && v.case.state !== 'resolved');
    // 路灯报了八百遍 from somebody who has nothing open here is the report itself.
    const { categories, caseNumbers, abusive } = turn.understanding();
    if (open.length === 0 && caseNumbers.length === 0 && categories.length > 0) {
      if (!abusive) turn.say('press.not-here');
      return false;
    }
    const picked = await pickCase(turn, open, { useFocus: true });
    if (picked.found === null) {
      if (!picked.asked) turn.say('mine.none-open');
      return true;
    }
    const view = picked.found;
    turn.focus(view.case.id);
    const last = (await turn.lastEvent(view.case.id, 'case-pressed')) ?? null;
    const again = last
      ? turn.calendar.addLimit(last, parseLimit(turn.config.zone.limits.press_again_after)).at
      : null;
    if (again && turn.now < again) {
      turn.say('press.too-soon', {
        ...caseValues(turn, view),
        again: turn.calendar.describeDue(again, turn.now),
      });
      return true;
    }
    if (abusive) turn.say('talk.waited');
    const done = await turn.cases.act(view.case.id, { type: 'press' });
    turn.say('press.done', { ...caseValues(turn, done), count: done.case.pressCount });
    return true;
  },
};
