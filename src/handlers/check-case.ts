import { caseValues } from './case-words.js';
import { withoutNumbers } from './officer-words.js';
import type { CaseView, Handler, Turn } from './turn.js';

/** 核查: the town centre looks whether it was really done. By button, or “核查通过 编号”, “核查不通过 编号，因为…”. */
export const checkCase: Handler = {
  name: 'check-case',
  async handle(turn) {
    const { tap, dialog } = turn;
    if (tap) {
      const view = tap.purpose === 'check' && tap.caseId ? await turn.cases.byId(tap.caseId) : null;
      if (!view) return false;
      turn.focus(view.case.id);
      if (tap.buttonKey === 'pass') await pass(turn, view);
      else askWhy(turn, view);
      return true;
    }
    if (dialog.awaiting?.kind === 'check-reason' && (turn.text !== '' || turn.mediaIds.length > 0)) {
      const view = await turn.cases.byId(dialog.awaiting.caseId);
      turn.dialog = { ...turn.dialog, awaiting: null };
      if (view?.case.state !== 'checking') return false;
      await fail(turn, view, turn.text);
      return true;
    }
    if (!turn.text.includes('核查')) return false;
    const numbers = turn.understanding().caseNumbers;
    const order = /^核查(通过|合格|不通过|没通过|未通过|不合格)[\s,，:：]*(?:因为|理由是?)?(.*)$/s.exec(
      withoutNumbers(turn.text, numbers),
    );
    const [number] = numbers;
    const view = order && number ? await turn.cases.byNumber(number) : null;
    if (!order || !view) return false;
    turn.focus(view.case.id);
    if (order[1] === '通过' || order[1] === '合格') await pass(turn, view);
    else if (order[2]) await fail(turn, view, order[2].trim());
    else askWhy(turn, view);
    return true;
  },
};

async function pass(turn: Turn, view: CaseView): Promise<void> {
  const done = await turn.cases.act(view.case.id, { type: 'pass-check' });
  turn.say('check.passed', caseValues(turn, done));
}

function askWhy(turn: Turn, view: CaseView): void {
  turn.dialog = { ...turn.dialog, awaiting: { kind: 'check-reason', caseId: view.case.id } };
  turn.say('check.why', caseValues(turn, view));
}

async function fail(turn: Turn, view: CaseView, why: string): Promise<void> {
  const done = await turn.cases.act(
    view.case.id,
    { type: 'fail-check' },
    { kind: 'reason', text: why || null, mediaIds: turn.mediaIds, shared: false },
  );
  turn.say('check.failed', caseValues(turn, done));
}
