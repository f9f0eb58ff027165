import { pickCase } from './pick-case.js';
import { performAct } from './perform-act.js';
import { asksSomething } from './officer-words.js';
import type { Handler } from './turn.js';

/** Words that say how work goes: when, who, what is waited for. */
const ofWork = /今天|明天|后天|上午|下午|今晚|下周|周[一二三四五六日]|\d+[号日点]|已经?|正在|安排|联系|现场|施工|材料|配件|到货|维修|师傅|围挡|断电|抢修|先/;
const courtesy = /^(?:收到|好的?|行|知道了?|明白|谢谢|辛苦|嗯|ok)[^\p{L}]*$/iu;
/** What somebody wants who does not speak of the case in hand. */
const elsewhere = new Set(['report', 'emergency', 'proxy_service', 'consult', 'query_progress', 'withdraw', 'press', 'training']);

/** An officer who has a case in hand tells how it goes, without any of the verbs: the reporter hears it. */
export const noteProgress: Handler = {
  name: 'note-progress',
  async handle(turn) {
    if (turn.tap || turn.text === '' || turn.dialog.draft || turn.dialog.awaiting) return false;
    const posts = turn.actor.kind === 'person' ? turn.actor.posts : [];
    if (posts.length === 0 || courtesy.test(turn.text) || !ofWork.test(turn.text) || asksSomething(turn.text)) return false;
    if (elsewhere.has(turn.understanding().intent.value)) return false;
    const inHand = (await turn.cases.duties()).filter((v) => v.case.state === 'acknowledged' || v.case.state === 'in-progress');
    if (inHand.length === 0) return false;
    const picked = await pickCase(turn, inHand, { useFocus: true });
    if (picked.found === null) return picked.asked;
    turn.focus(picked.found.case.id);
    await performAct(turn, picked.found, 'progress', turn.text);
    return true;
  },
};
