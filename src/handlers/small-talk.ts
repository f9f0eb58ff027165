import { beginsReport } from './begins-report.js';
import type { Handler } from './turn.js';

/** Fewer letters than this (嗯, 哦, 1) ask for nothing. */
const sayingSomething = 4;

/** Talk without a matter, insults included. */
export const smallTalk: Handler = {
  name: 'small-talk',
  async handle(turn) {
    if (turn.tap || turn.text === '' || turn.dialog.draft) return false;
    const understanding = turn.understanding();
    const intent = understanding.intent.value;
    if (beginsReport(turn)) return false;
    if (intent === 'feedback') {
      const inTheField = turn.actor.kind === 'person' && turn.actor.posts.some((p) => p.gridCode !== null);
      if (inTheField && understanding.categories.length > 0) return false;
      // 路灯又不亮了 is a new matter when nothing of his was finished lately.
      if (understanding.feedback === 'bad' && understanding.categories.length > 0) return false;
      turn.say(understanding.feedback === 'good' ? 'talk.thanks' : 'feedback.which');
      return true;
    }
    if (intent !== 'chitchat') return false;
    if (understanding.abusive && understanding.categories.length > 0) return false;
    // No word of it was known: that is not small talk but something nobody understood yet.
    const known = understanding.intent.because.length > 0 || understanding.abusive;
    if (!known && (turn.text.match(/\p{L}/gu)?.length ?? 0) >= sayingSomething) return false;
    if (understanding.abusive) turn.say('talk.calm');
    else if (/机器人|真人|你是谁|你叫/.test(turn.text)) turn.say('talk.who');
    else if (/谢谢|感谢|辛苦/.test(turn.text)) turn.say('talk.thanks');
    else if (/^(在吗|在么|在不在|你好|您好|早上好|晚上好|下午好|hi|hello|哈喽|嗨)/i.test(turn.text))
      turn.say('help.hint');
    else turn.say('talk.light');
    return true;
  },
};
