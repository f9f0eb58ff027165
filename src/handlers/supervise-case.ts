import { caseValues } from './case-words.js';
import { isCentre } from './dispatch-case.js';
import type { Handler } from './turn.js';

/** 督办 by the zone centre, and 看经过 for everybody who may see the case. */
export const superviseCase: Handler = {
  name: 'supervise-case',
  async handle(turn) {
    const { tap } = turn;
    const number = turn.understanding().caseNumbers[0];
    const typedHistory = !tap && number !== undefined && /经过|历史|记录|怎么办的/.test(turn.text);
    const typedSupervise = !tap && number !== undefined && /督办/.test(turn.text) && isCentre(turn);
    const card = tap?.purpose === 'supervise' && tap.caseId ? await turn.cases.byId(tap.caseId) : null;
    const view =
      card ?? ((typedHistory || typedSupervise) && number ? await turn.cases.byNumber(number) : null);
    if (!view) return false;
    turn.focus(view.case.id);
    if (typedHistory || tap?.buttonKey === 'history') {
      const steps = await turn.history(view.case.id);
      turn.say('case.history', { ...caseValues(turn, view), steps: steps.join('\n') });
      return true;
    }
    const done = await turn.cases.act(
      view.case.id,
      { type: 'supervise' },
      { kind: 'reason', text: turn.text || null, shared: false },
    );
    turn.say('supervise.done', caseValues(turn, done));
    return true;
  },
};
