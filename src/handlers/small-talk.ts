import type { Handler } from './turn.js';

/** Talk without a matter, insults included; questions for names and orders to the bot are refused. */
export const smallTalk: Handler = {
  name: 'small-talk',
  async handle(turn) {
    if (turn.tap || turn.text === '' || turn.dialog.draft) return false;
    const understanding = turn.understanding();
    if (understanding.probing) {
      turn.say('refuse.probing');
      return true;
    }
    if (understanding.onlyAboutPersons) {
      turn.say('refuse.about-persons');
      return true;
    }
    const intent = understanding.intent.value;
    if (intent === 'feedback') {
      turn.say(understanding.feedback === 'good' ? 'talk.thanks' : 'feedback.which');
      return true;
    }
    if (intent !== 'chitchat') return false;
    if (understanding.abusive) turn.say('talk.calm');
    else if (/机器人|真人|你是谁|你叫/.test(turn.text)) turn.say('talk.who');
    else if (/谢谢|感谢|辛苦/.test(turn.text)) turn.say('talk.thanks');
    else if (/^(在吗|在么|在不在|你好|您好|早上好|晚上好|下午好|hi|hello|哈喽|嗨)/i.test(turn.text)) turn.say('help.hint');
    else turn.say('talk.light');
    return true;
  },
};
