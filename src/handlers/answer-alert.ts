import { caseValues } from './case-words.js';
import type { Handler } from './turn.js';

/** 我去, 收到，我马上过去, 20461-7 我联系: the same as the buttons. */
const comes =
  /^(?:\d+[-－]?\d[,，:：\s]*)?(?:收到|好的?)?[,，。\s]*(?:我|我们)?(?:马上|现在|这就|立刻)?(?:我)?(?:去|来|过去|赶过去|出发|到现场|联系)(?:他|她|一下|看看|了)?[。!！]*$/;

/** [我去] [我联系] on the alert of an emergency: the first who taps has it. */
export const answerAlert: Handler = {
  name: 'answer-alert',
  async handle(turn) {
    const { tap } = turn;
    const tapped = tap?.purpose === 'alert' ? tap.caseId : null;
    const caseId = tapped ?? (tap === null && comes.test(turn.text) ? await turn.openAlert() : null);
    const view = caseId ? await turn.cases.byId(caseId) : null;
    if (!view) return false;
    const number = turn.understanding().caseNumbers[0];
    if (tap === null && number && number !== view.case.number) return false;
    const town = turn.config.zone.town_centre;
    const done = await turn.cases.act(view.case.id, {
      type: 'acknowledge',
      unitCode: turn.person.posts.find((p) => p.unitCode !== null)?.unitCode ?? town,
      assigneeId: turn.person.id,
    });
    turn.focus(done.case.id);
    const goes = tap ? tap.buttonKey === 'go' : !/联系/.test(turn.text);
    turn.say(goes ? 'alert.go' : 'alert.call', caseValues(turn, done));
    return true;
  },
};
