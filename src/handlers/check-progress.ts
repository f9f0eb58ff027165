import { isEnded } from '../domain/cases/case.js';
import { caseLine, caseValues } from './case-words.js';
import { pickCase } from './pick-case.js';
import type { Handler } from './turn.js';

/** As long as a case number, though its check digit is wrong. */
const digitsOnly = /^\d{4,9}\s?[-－—]?\s?\d[。?？]*$/;

/** How does it stand: 我的, a number alone, or 怎么样了. */
export const checkProgress: Handler = {
  name: 'check-progress',
  async handle(turn) {
    if (turn.tap || turn.text === '') return false;
    if (/^(我的|我的(事|件|工单|上报|诉求)|查进度|进度)[。!！?？]?$/.test(turn.text)) {
      const mine = await turn.cases.mine();
      if (mine.length === 0) turn.say('mine.none');
      else {
        const lines = mine.slice(0, 8).map((v) => caseLine(turn, v));
        turn.say('mine.list', { count: mine.length, lines: lines.join('\n') });
      }
      return true;
    }
    const understanding = turn.understanding();
    const number = understanding.caseNumbers[0];
    const bareNumber =
      number !== undefined &&
      /^\D{0,4}\d+[-－]?\d\D{0,12}$/.test(turn.text) &&
      understanding.intent.value !== 'withdraw' &&
      understanding.intent.value !== 'press' &&
      understanding.intent.value !== 'supplement';
    const mistyped = number === undefined && digitsOnly.test(turn.text);
    if (!bareNumber && !mistyped && understanding.intent.value !== 'query_progress') return false;
    if (mistyped || (/编号|工单号|单号/.test(turn.text) && number === undefined)) {
      turn.say('case.unreadable-number');
      return true;
    }
    const mine = await turn.cases.mine();
    const open = mine.filter((v) => !isEnded(v.case));
    if (mine.length === 0 && number === undefined) {
      turn.say(understanding.categories.length > 0 ? 'mine.not-here' : 'mine.none');
      return true;
    }
    const picked = await pickCase(turn, open.length > 0 ? open : mine.slice(0, 1), { useFocus: true });
    if (picked.found === null) {
      if (!picked.asked) turn.say('mine.none');
      return true;
    }
    turn.focus(picked.found.case.id);
    turn.say('case.progress', { ...caseValues(turn, picked.found) });
    return true;
  },
};
