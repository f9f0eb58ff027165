import { displayCaseNumber } from '../domain/understanding/index.js';
import type { CaseView, Turn } from './turn.js';

/** A focus older than this no longer binds a bare word to its case. */
const focusMs = 10 * 60_000;

export type Picked = { found: CaseView } | { found: null; asked: boolean };

/**
 * Which of these cases the message means: by number, by what was spoken of a moment ago, or because there is
 * only one. With several the person is asked and nothing is done; `asked` tells that he was answered.
 */
export async function pickCase(
  turn: Turn,
  candidates: readonly CaseView[],
  options: { useFocus: boolean },
): Promise<Picked> {
  const number = turn.understanding().caseNumbers[0];
  if (number) {
    const named = candidates.find((v) => v.case.number === number) ?? (await turn.cases.byNumber(number));
    if (named) return { found: named };
    turn.say('case.unknown-number', { number: displayCaseNumber(number) });
    return { found: null, asked: true };
  }
  const chosen = candidates.find((v) => v.case.id === turn.chosenCaseId);
  if (chosen) return { found: chosen };
  const focusAt = turn.dialog.focusAt ? Date.parse(turn.dialog.focusAt) : 0;
  if (options.useFocus && turn.now.getTime() - focusAt <= focusMs) {
    const focused = candidates.find((v) => v.case.id === turn.dialog.focusCaseId);
    if (focused) return { found: focused };
  }
  const only = candidates[0];
  if (!only) return { found: null, asked: false };
  if (candidates.length === 1) return { found: only };
  const offered = candidates.slice(0, 5);
  turn.dialog = {
    ...turn.dialog,
    awaiting: { kind: 'choose-case', caseIds: offered.map((v) => v.case.id), text: turn.text },
  };
  turn.show({
    purpose: 'choose-case',
    caseId: null,
    title: '你说的是哪一件',
    rows: offered.map((v, i) => ({
      label: `第${i + 1}件`,
      value: `${displayCaseNumber(v.case.number)} ${v.title}`,
    })),
    buttons: offered.map((_v, i) => ({ key: `pick-${i}`, text: `第${i + 1}件` })),
  });
  return { found: null, asked: true };
}
