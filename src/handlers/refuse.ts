import type { Handler, Turn } from './turn.js';

const petition = /上访|信访/;

/**
 * What is not done here, told before anything is stored: names and lists are not given out, orders to the bot are not
 * followed, what somebody believes or suffers from is not registered (PIPL §28), and a petition has its own lawful way.
 */
export const refuse: Handler = {
  name: 'refuse',
  async handle(turn) {
    if (turn.tap || turn.text === '') return false;
    const understanding = turn.understanding();
    if (understanding.probing) turn.say('refuse.probing');
    else if (understanding.onlyAboutPersons) turn.say('refuse.about-persons');
    else if (asksPetition(turn)) turn.say('refuse.petition');
    else return false;
    return true;
  },
};

/** Somebody wants to petition and names no matter that an office could take up now. */
function asksPetition(turn: Turn): boolean {
  if (!petition.test(turn.text)) return false;
  const { categories, caseNumbers, intent } = turn.understanding();
  const waysOut = new Set(['withdraw', 'query_progress', 'press']);
  return (
    caseNumbers.length === 0 &&
    !waysOut.has(intent.value) &&
    categories.every((c) => c.because.every((word) => petition.test(word)))
  );
}
