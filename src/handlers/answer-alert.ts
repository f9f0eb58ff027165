import { caseValues } from './case-words.js';
import type { Handler } from './turn.js';

/** [我去] [我联系] on the alert of an emergency: the first who taps has it. */
export const answerAlert: Handler = {
  name: 'answer-alert',
  async handle(turn) {
    const { tap } = turn;
    if (tap?.purpose !== 'alert' || !tap.caseId) return false;
    const view = await turn.cases.byId(tap.caseId);
    if (!view) return false;
    const town = turn.config.zone.town_centre;
    const done = await turn.cases.act(view.case.id, {
      type: 'acknowledge',
      unitCode: turn.person.posts.find((p) => p.unitCode !== null)?.unitCode ?? town,
      assigneeId: turn.person.id,
    });
    turn.focus(done.case.id);
    turn.say(tap.buttonKey === 'go' ? 'alert.go' : 'alert.call', caseValues(turn, done));
    return true;
  },
};
