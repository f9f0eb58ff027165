import { isAllowedIn } from '../domain/cases/decide.js';
import {
  asksSomething,
  commandOf,
  type OfficerWord,
  readOfficerWord,
  withoutNumbers,
} from './officer-words.js';
import { continueAct, performAct } from './perform-act.js';
import { pickCase } from './pick-case.js';
import type { CaseView, Handler, Turn } from './turn.js';

const buttons: Record<string, OfficerWord> = {
  acknowledge: 'acknowledge',
  return: 'return',
  transfer: 'transfer',
  extend: 'extend',
  ask: 'ask',
  contact: 'contact',
  resolve: 'resolve',
};

/** What an officer can do to a case: the same by a button and by typing. */
export const actOnCase: Handler = {
  name: 'act-on-case',
  async handle(turn) {
    const { tap } = turn;
    if (tap) {
      const word = buttons[tap.buttonKey];
      const view =
        tap.caseId && (tap.purpose === 'task' || tap.purpose === 'work')
          ? await turn.cases.byId(tap.caseId)
          : null;
      if (!view || !word) return false;
      // Another button answers nothing that was asked before.
      turn.dialog = { ...turn.dialog, awaiting: null };
      turn.focus(view.case.id);
      await performAct(turn, view, word, '');
      return true;
    }
    if (await continueAct(turn)) return true;

    const posts = turn.actor.kind === 'person' ? turn.actor.posts : [];
    if (posts.length === 0 || turn.text === '') return false;
    const numbers = turn.understanding().caseNumbers;
    const duties = await turn.cases.duties();
    const order = readOfficerWord(turn.text, numbers) ?? readNews(turn, numbers, duties);
    if (!order) return false;
    // A grid worker who tells of something done without having any case in hand files it as 自办 instead.
    if (duties.length === 0 && numbers.length === 0) {
      if (!posts.some((p) => p.role === '办件人' || p.role === '分管负责人')) return false;
      turn.say('officer.no-duties');
      return true;
    }
    const fitting = duties.filter((v) => isAllowedIn(v.case.state, commandOf(order.word)));
    const picked = await pickCase(turn, fitting.length > 0 ? fitting : duties, { useFocus: true });
    if (picked.found === null) {
      if (!picked.asked) turn.say('officer.no-duties');
      return true;
    }
    turn.focus(picked.found.case.id);
    await performAct(turn, picked.found, order.word, order.rest);
    return true;
  },
};

/** Fewer characters than this beside a number say nothing about how it goes. */
const newsLength = 4;

/** Words about the reporter himself must not reach him as news of his case. */
const ofSomebody = /谁|电话|号码|名字|叫什么|住哪|给我/;

/** “20461-7 配件明天到”: the number of a case of his own and something that is no question is how it goes. */
function readNews(
  turn: Turn,
  numbers: readonly string[],
  duties: readonly CaseView[],
): { word: OfficerWord; rest: string } | null {
  const [number] = numbers;
  if (!number || !duties.some((v) => v.case.number === number) || asksSomething(turn.text)) return null;
  if (ofSomebody.test(turn.text)) return null;
  const rest = withoutNumbers(turn.text, numbers);
  return [...rest].length >= newsLength && !/经过|历史|记录|督办|网格|派|核查/.test(rest)
    ? { word: 'progress', rest }
    : null;
}
