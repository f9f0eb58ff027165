import { caseLine } from './case-words.js';
import type { Handler } from './turn.js';

/** A button of a card that has done its duty: say who acted and how it stands; change nothing. */
export const settledCard: Handler = {
  name: 'settled-card',
  async handle(turn) {
    const { tap } = turn;
    if (!tap) return false;
    if (tap.own && tap.settledBy === null) return false;
    if (!tap.own) {
      turn.say('card.not-yours');
      return true;
    }
    const view = tap.caseId ? await turn.cases.byId(tap.caseId) : null;
    if (!view) {
      turn.say('card.over');
      return true;
    }
    const holder = 'assigneeId' in view.case ? await turn.people.nameOf(view.case.assigneeId) : null;
    turn.say(holder ? 'card.over-by' : 'card.over-case', { line: caseLine(turn, view), name: holder ?? '' });
    return true;
  },
};
