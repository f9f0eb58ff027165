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
    const step = view ? (await turn.history(view.case.id)).at(-1) : undefined;
    if (!view || !step) {
      turn.say('card.over');
      return true;
    }
    const line = caseLine(turn, view);
    const holder = 'assigneeId' in view.case && view.case.assigneeId !== turn.person.id ? view.case.assigneeId : null;
    const name = holder ? await turn.people.nameOf(holder) : null;
    turn.say(name ? 'card.over-by' : 'card.over-case', { line, step, name: name ?? '' });
    return true;
  },
};
