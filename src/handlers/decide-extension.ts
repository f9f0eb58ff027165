import { caseValues } from './case-words.js';
import type { Handler } from './turn.js';

/** [同意] [不同意] on a request for more time. */
export const decideExtension: Handler = {
  name: 'decide-extension',
  async handle(turn) {
    const { tap } = turn;
    if (tap?.purpose !== 'extension' || !tap.caseId) return false;
    const view = await turn.cases.byId(tap.caseId);
    if (!view) return false;
    const until = /^grant-(\d{10,16})$/.exec(tap.buttonKey)?.[1];
    const done = await turn.cases.act(
      view.case.id,
      until ? { type: 'grant-extension', until: new Date(Number(until)) } : { type: 'refuse-extension' },
    );
    turn.say(until ? 'extension.granted' : 'extension.refused', caseValues(turn, done));
    return true;
  },
};
