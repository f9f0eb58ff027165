import { caseValues } from './case-words.js';
import type { Handler } from './turn.js';

/** 核查: the town centre looks whether it was really done. */
export const checkCase: Handler = {
  name: 'check-case',
  async handle(turn) {
    const { tap, dialog } = turn;
    if (tap?.purpose === 'check' && tap.caseId) {
      const view = await turn.cases.byId(tap.caseId);
      if (!view) return false;
      if (tap.buttonKey === 'pass') {
        const done = await turn.cases.act(view.case.id, { type: 'pass-check' });
        turn.say('check.passed', caseValues(turn, done));
      } else {
        turn.dialog = { ...turn.dialog, awaiting: { kind: 'check-reason', caseId: view.case.id } };
        turn.say('check.why', caseValues(turn, view));
      }
      return true;
    }
    if (dialog.awaiting?.kind !== 'check-reason' || turn.tap) return false;
    if (turn.text === '' && turn.mediaIds.length === 0) return false;
    const view = await turn.cases.byId(dialog.awaiting.caseId);
    turn.dialog = { ...turn.dialog, awaiting: null };
    if (!view) return false;
    const done = await turn.cases.act(
      view.case.id,
      { type: 'fail-check' },
      { kind: 'reason', text: turn.text || null, mediaIds: turn.mediaIds, shared: false },
    );
    turn.say('check.failed', caseValues(turn, done));
    return true;
  },
};
