import { caseValues } from './case-words.js';
import type { Handler } from './turn.js';

/** A picture alone from an officer: kept for the words that follow (办结 …). */
export const officerPictures: Handler = {
  name: 'officer-pictures',
  async handle(turn) {
    if (turn.tap || turn.text !== '' || turn.mediaIds.length === 0 || turn.dialog.draft) return false;
    const posts = turn.actor.kind === 'person' ? turn.actor.posts : [];
    if (posts.length === 0) return false;
    const inHand = (await turn.cases.duties()).filter(
      (v) => v.case.state === 'acknowledged' || v.case.state === 'in-progress',
    );
    if (inHand.length === 0) return false;
    turn.dialog = {
      ...turn.dialog,
      looseMediaIds: [...turn.dialog.looseMediaIds, ...turn.mediaIds].slice(-6),
    };
    const meant = inHand.length === 1 ? inHand[0] : inHand.find((v) => v.case.id === turn.dialog.focusCaseId);
    if (meant) turn.say('officer.picture-kept', caseValues(turn, meant));
    else turn.say('officer.picture-whose');
    return true;
  },
};
