import { caseValues } from './case-words.js';
import type { Handler } from './turn.js';

/** Intents that are surely not the answer to what an officer asked. */
const elsewhere = new Set([
  'query_progress',
  'withdraw',
  'press',
  'feedback',
  'proxy_service',
  'training',
  'complaint_about_staff',
]);

/** The reporter answers what an officer asked through the bot; neither sees the other's number. */
export const answerQuestion: Handler = {
  name: 'answer-question',
  async handle(turn) {
    if (turn.tap || turn.dialog.awaiting || turn.dialog.draft) return false;
    if (turn.text === '' && turn.mediaIds.length === 0 && turn.message.kind !== 'location') return false;
    const open = await turn.cases.openQuestions();
    const number = turn.understanding().caseNumbers[0];
    let caseId = open[0];
    if (number) {
      const named = await turn.cases.byNumber(number);
      if (!named || !open.includes(named.case.id)) return false;
      caseId = named.case.id;
    }
    if (!caseId || /^(我的|帮助|取消|谁值班|我的网格员)/.test(turn.text)) return false;
    if (elsewhere.has(turn.understanding().intent.value)) return false;
    const view = await turn.cases.byId(caseId);
    if (!view || !(await turn.cases.may('answer', view.case))) return false;
    const words =
      turn.message.kind === 'location'
        ? `位置：${turn.message.label ?? `${turn.message.latitude},${turn.message.longitude}`}`
        : turn.text;
    await turn.cases.act(
      view.case.id,
      { type: 'answer' },
      { kind: 'answer', text: words || null, mediaIds: turn.mediaIds, shared: true },
    );
    turn.say('reporter.answered', caseValues(turn, view));
    return true;
  },
};
