import { deedWords } from './card-outcome.js';
import { caseLine } from './case-words.js';
import type { Handler } from './turn.js';

/** A button of a card that has done its duty: say who acted and how it stands; change nothing. */
export const settledCard: Handler = {
  name: 'settled-card',
  async handle(turn) {
    const { tap } = turn;
    if (!tap) return false;
    if (tap.own && tap.settledBy === null) return false;
    if (tap.purpose === 'unknown') {
      turn.say('card.unknown');
      return true;
    }
    if (!tap.own) {
      turn.say('card.not-yours');
      return true;
    }
    const view = tap.caseId ? await turn.cases.byId(tap.caseId) : null;
    const step = view ? (await turn.history(view.case.id)).at(-1) : undefined;
    if (!view || !step) {
      // The case has gone on to others, or there never was one: what became of the card is all there is to say.
      const deed = tap.settledBy ? deedWords(tap.settledBy) : null;
      turn.say(deed ? 'card.over-deed' : 'card.over', { deed: deed ?? '' });
      return true;
    }
    const line = caseLine(turn, view);
    // 签收 and 我去 are a matter of who was first; other cards of how far the case has gone.
    const holder =
      'assigneeId' in view.case && view.case.assigneeId !== turn.person.id ? view.case.assigneeId : null;
    const name =
      holder && (tap.purpose === 'task' || tap.purpose === 'alert') ? await turn.people.nameOf(holder) : null;
    turn.say(name ? 'card.over-by' : 'card.over-case', { line, step, name: name ?? '' });
    return true;
  },
};
