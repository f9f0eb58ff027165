import { isEnded } from '../domain/cases/case.js';
import { asksSomething, courtesy } from './officer-words.js';
import { performAct } from './perform-act.js';
import { pickCase } from './pick-case.js';
import type { Handler } from './turn.js';

/** Words that say how work goes: when, who, what is waited for. */
const ofWork =
  /今天|明天|后天|上午|下午|今晚|下周|周[一二三四五六日]|\d+[号日点]|已经?|正在|安排|联系|现场|施工|材料|配件|到货|维修|师傅|围挡|断电|抢修|还没|先|等/;
/** What somebody wants who does not speak of the case in hand. */
const elsewhere = new Set(['emergency', 'proxy_service', 'consult', 'training']);

const ofReporter = new Set(['query_progress', 'withdraw', 'press', 'supplement', 'feedback']);

/** An officer who has a case in hand tells how it goes, without any of the verbs: the reporter hears it. */
export const noteProgress: Handler = {
  name: 'note-progress',
  async handle(turn) {
    if (turn.tap || turn.text === '' || turn.dialog.draft || turn.dialog.awaiting) return false;
    const posts = turn.actor.kind === 'person' ? turn.actor.posts : [];
    if (posts.length === 0 || courtesy.test(turn.text) || !ofWork.test(turn.text) || asksSomething(turn.text))
      return false;
    const { intent, place, gridCodes } = turn.understanding();
    // Words of trouble without any place are about the case in hand; with one they may report another.
    if (elsewhere.has(intent.value) || (intent.value === 'report' && (place || gridCodes.length > 0)))
      return false;
    // What he has reported himself he speaks of as a reporter.
    if (ofReporter.has(intent.value) && (await turn.cases.mine()).some((v) => !isEnded(v.case))) return false;
    const inHand = (await turn.cases.duties()).filter(
      (v) => v.case.state === 'acknowledged' || v.case.state === 'in-progress',
    );
    if (inHand.length === 0) return false;
    const picked = await pickCase(turn, inHand, { useFocus: true });
    if (picked.found === null) return picked.asked;
    turn.focus(picked.found.case.id);
    await performAct(turn, picked.found, 'progress', turn.text);
    return true;
  },
};
