import { sayReceipt } from './draft.js';
import type { Handler } from './turn.js';

const modeWords = { full: '可以请网格员代办', assist: '要本人在场，网格员可以陪办', refer: '要本人到窗口办' } as const;

/** A question about a rule or a place: answered from the service list, else passed to a person with a date. */
export const askQuestion: Handler = {
  name: 'ask-question',
  async handle(turn) {
    if (turn.tap || turn.text === '') return false;
    const understanding = turn.understanding();
    if (understanding.intent.value !== 'consult' && understanding.intent.value !== 'training') return false;
    const service = turn.config.services.find((s) => s.id === understanding.serviceId);
    if (service && understanding.intent.value === 'consult') {
      const unit = turn.config.departments.find((d) => d.code === service.department);
      turn.say('consult.service', { service: service.name, unit: unit?.name ?? '', mode: modeWords[service.mode] });
      return true;
    }
    // A question in the middle of a report is not filed as well: the report comes first.
    if (turn.dialog.draft) {
      turn.say('consult.later');
      return true;
    }
    const filed = await turn.cases.file({
      kind: 'consult',
      categoryCode: understanding.categories[0]?.value ?? null,
      gridCode: understanding.gridCodes.length === 1 ? (understanding.gridCodes[0] ?? null) : turn.person.registeredGridCode,
      urgency: '一般',
      anonymous: false,
      summary: turn.text,
      place: understanding.place,
      latitude: null,
      longitude: null,
      onBehalfOf: null,
      mediaIds: turn.mediaIds,
      handledOnTheSpot: false,
      dangerId: null,
    });
    turn.focus(filed.case.id);
    turn.say(understanding.intent.value === 'training' ? 'training.passed-on' : 'consult.passed-on');
    sayReceipt(turn, filed);
    return true;
  },
};
