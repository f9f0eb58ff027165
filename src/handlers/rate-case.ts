import type { Score } from '../domain/cases/case.js';
import { caseValues } from './case-words.js';
import { pickCase } from './pick-case.js';
import type { CaseView, Handler, Turn } from './turn.js';

/** 好了 by itself: said of a finished case, else mere talk. */
const bareGood =
  /^(?:都|已经|是|确实)?(?:好|修好|弄好|办好|亮|通|行|可以|解决|来|有水|有电)了[吧啊呀哈。!！~]*$/;

const scoreOfFeedback = { good: 'satisfied', neutral: 'neutral', bad: 'unsatisfied' } as const;

/** The reporter says whether it was done; 没办好 with a reason opens it again. */
export const rateCase: Handler = {
  name: 'rate-case',
  async handle(turn) {
    const { tap, dialog } = turn;
    if (tap?.purpose === 'rate' && tap.caseId) {
      const view = await turn.cases.byId(tap.caseId);
      if (!view) return false;
      await rate(
        turn,
        view,
        tap.buttonKey === 'satisfied' ? 'satisfied' : tap.buttonKey === 'neutral' ? 'neutral' : 'unsatisfied',
        '',
      );
      return true;
    }
    if (tap) return false;
    if (dialog.awaiting?.kind === 'rating-reason') {
      const view = await turn.cases.byId(dialog.awaiting.caseId);
      turn.dialog = { ...turn.dialog, awaiting: null };
      if (!view || (turn.text === '' && turn.mediaIds.length === 0)) return false;
      await rate(turn, view, 'unsatisfied', turn.text || '（见照片）');
      return true;
    }
    const feedback = turn.understanding().feedback ?? (bareGood.test(turn.text) ? 'good' : null);
    if (!feedback || turn.text === '' || turn.dialog.draft) return false;
    const mine = (await turn.cases.mine()).filter((v) => mayMean(turn, v));
    const waiting = mine.filter((v) => v.case.state === 'resolved');
    if (waiting.length === 0) return feedback === 'bad' ? complainLater(turn, mine) : false;
    const picked = await pickCase(turn, waiting, { useFocus: false });
    if (picked.found === null) return picked.asked;
    if (picked.found.case.state !== 'resolved') return false;
    await rate(turn, picked.found, scoreOfFeedback[feedback], turn.text);
    return true;
  },
};

/** Words that name another matter or another place do not speak of this case. */
function mayMean(turn: Turn, view: CaseView): boolean {
  const { categoryCode: said, categories, gridCodes } = turn.understanding();
  const { categoryCode, gridCode } = view.case;
  return (
    (said === null || categoryCode === null || categories.some((g) => g.value === categoryCode)) &&
    (gridCodes.length === 0 || gridCode === null || gridCodes.includes(gridCode))
  );
}

async function rate(turn: Turn, view: CaseView, score: Score, words: string): Promise<void> {
  if (score === 'unsatisfied' && !hasReason(words)) {
    turn.dialog = { ...turn.dialog, awaiting: { kind: 'rating-reason', caseId: view.case.id } };
    turn.say('rate.why', caseValues(turn, view));
    return;
  }
  const done = await turn.cases.act(
    view.case.id,
    { type: 'rate', score },
    words ? { kind: 'rating', text: words, mediaIds: turn.mediaIds, shared: true } : undefined,
  );
  turn.focus(view.case.id);
  turn.say(`rate.${score}`, caseValues(turn, done));
}

/** “没修好” alone says that it is bad, not what is bad. */
function hasReason(words: string): boolean {
  const bare = words.replace(
    /不满意|很不满意|非常不满意|没修好|没办好|没解决|差评|不行|[1１一]分|[1１一]星|[，,。.！!\s]/g,
    '',
  );
  return [...bare].length >= 2;
}

/** 又坏了 after the case was closed: the same case is opened again within the time config gives. */
async function complainLater(turn: Turn, mine: readonly CaseView[]): Promise<boolean> {
  const closed = mine.filter((v) => v.case.state === 'closed' && v.case.reporterId === turn.person.id);
  const recent = closed.filter((v) => {
    if (v.case.state !== 'closed') return false;
    const days = Number.parseInt(turn.config.zone.limits.reopen_within, 10);
    return turn.now.getTime() - v.case.closedAt.getTime() <= days * 24 * 3600 * 1000;
  });
  if (recent.length === 0) return false;
  const picked = await pickCase(turn, recent, { useFocus: false });
  if (picked.found === null) return picked.asked;
  if (picked.found.case.state !== 'closed') return false;
  const done = await turn.cases.act(
    picked.found.case.id,
    { type: 'reopen' },
    { kind: 'rating', text: turn.text, mediaIds: turn.mediaIds, shared: true },
  );
  turn.focus(done.case.id);
  turn.say('rate.unsatisfied', caseValues(turn, done));
  return true;
}
