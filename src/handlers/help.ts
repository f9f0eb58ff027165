import { caseLine } from './case-words.js';
import { isCentre } from './dispatch-case.js';
import type { Handler } from './turn.js';

/** What only somebody in office would say. */
const staffWords =
  /^(?:我的待办|待办|待派单|谁值班|今晚我值班|签收|退回|转办|申请延期|延期|办结|督办|派\s*\d)/;

/** 帮助: what this person can do here, by his role; 我的待办 for officers. */
export const help: Handler = {
  name: 'help',
  async handle(turn) {
    if (turn.tap) return false;
    if (turn.person.status === 'left' && staffWords.test(turn.text)) {
      turn.say('help.left');
      return true;
    }
    const posts = turn.actor.kind === 'person' ? turn.actor.posts : [];
    if (posts.length > 0 && /^(我的待办|待办|我的任务|任务|今天有什么)[。!！?？]?$/.test(turn.text)) {
      const duties = await turn.cases.duties();
      if (duties.length === 0) turn.say('officer.no-duties');
      else {
        const lines = duties.slice(0, 10).map((v) => caseLine(turn, v));
        turn.say('officer.duties', { count: duties.length, lines: lines.join('\n') });
      }
      return true;
    }
    if (!/^(帮助|help|菜单|怎么用|你能干什么|你会什么|能干啥|\?|？)[。!！?？]?$/i.test(turn.text))
      return false;
    if (isCentre(turn)) turn.say('help.dispatcher');
    else if (posts.some((p) => p.role === '办件人' || p.role === '分管负责人')) turn.say('help.officer');
    else if (posts.length > 0) turn.say('help.grid-worker');
    else turn.say(turn.person.status === 'left' ? 'help.left' : 'help.resident');
    return true;
  },
};
