import { isEnded } from '../domain/cases/case.js';
import { caseValues } from './case-words.js';
import { pickCase } from './pick-case.js';
import type { Handler } from './turn.js';

/** The reporter takes his case back, or the draft he was writing. */
export const withdrawCase: Handler = {
  name: 'withdraw-case',
  async handle(turn) {
    if (turn.tap || turn.text === '') return false;
    const said =
      turn.understanding().intent.value === 'withdraw' ||
      /^(撤回|撤销|撤了|作废|不报了|取消上报)/.test(turn.text);
    if (!said) return false;
    if (turn.dialog.draft) {
      turn.dialog = { ...turn.dialog, draft: null, awaiting: null };
      turn.say('draft.dropped');
      return true;
    }
    const open = (await turn.cases.mine()).filter((v) => !isEnded(v.case));
    const picked = await pickCase(turn, open, { useFocus: true });
    if (picked.found === null) {
      if (!picked.asked) turn.say('mine.none-open');
      return true;
    }
    if (picked.found.case.kind === 'emergency') {
      // One word must not call off an alarm: somebody may be writing it under threat. Those who come decide.
      await turn.cases.act(
        picked.found.case.id,
        { type: 'add' },
        { kind: 'addition', text: turn.text, mediaIds: turn.mediaIds, shared: true },
      );
      turn.say('withdraw.emergency', caseValues(turn, picked.found));
      return true;
    }
    const done = await turn.cases.act(picked.found.case.id, { type: 'withdraw' });
    turn.say('withdraw.done', caseValues(turn, done));
    return true;
  },
};
