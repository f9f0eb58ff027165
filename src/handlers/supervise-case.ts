import { caseValues } from './case-words.js';
import { isCentre } from './dispatch-case.js';
import type { Handler } from './turn.js';

/** 督办 by the zone centre, and 看经过 for everybody who may see the case. */
export const superviseCase: Handler = {
  name: 'supervise-case',
  async handle(turn) {
    const { tap } = turn;
    const number = turn.understanding().caseNumbers[0];
    const asksHistory = !tap && /经过|历史|记录|怎么办的/.test(turn.text);
    const supervises =
      !tap && /督办/.test(turn.text) && !/督办回复|回复督办/.test(turn.text) && isCentre(turn);
    const card = tap?.purpose === 'supervise' && tap.caseId ? await turn.cases.byId(tap.caseId) : null;
    const view = card ?? ((asksHistory || supervises) && number ? await turn.cases.byNumber(number) : null);
    if (!view) return false;
    turn.focus(view.case.id);
    if (asksHistory || tap?.buttonKey === 'history') {
      const steps = await turn.history(view.case.id);
      turn.say('case.history', { ...caseValues(turn, view), steps: steps.join('\n') });
      return true;
    }
    const done = await turn.cases.act(
      view.case.id,
      { type: 'supervise' },
      turn.text === '' ? undefined : { kind: 'reason', text: turn.text, shared: false },
    );
    turn.say('supervise.done', caseValues(turn, done));
    return true;
  },
};
