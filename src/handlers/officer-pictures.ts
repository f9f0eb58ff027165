import { caseValues } from './case-words.js';
import type { Handler } from './turn.js';

/** A picture alone from an officer: kept for the words that follow (办结 …). */
export const officerPictures: Handler = {
  name: 'officer-pictures',
  async handle(turn) {
    if (turn.tap || turn.text !== '' || turn.mediaIds.length === 0 || turn.dialog.draft) return false;
    const posts = turn.actor.kind === 'person' ? turn.actor.posts : [];
    if (posts.length === 0) return false;
    const duties = (await turn.cases.duties()).filter((v) => v.case.state === 'acknowledged' || v.case.state === 'in-progress');
    const first = duties[0];
    if (!first) return false;
    turn.dialog = { ...turn.dialog, looseMediaIds: [...turn.dialog.looseMediaIds, ...turn.mediaIds].slice(-6) };
    turn.say('officer.picture-kept', caseValues(turn, first));
    return true;
  },
};
