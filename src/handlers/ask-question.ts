import { sayReceipt } from './file-draft.js';
import type { Handler, Turn } from './turn.js';

const modeWords = {
  full: '可以请网格员代办',
  assist: '要本人在场，网格员可以陪办',
  refer: '要本人到窗口办',
} as const;

/** A question about a rule or a place: answered from the service list, else passed to a person with a date. */
export const askQuestion: Handler = {
  name: 'ask-question',
  async handle(turn) {
    if (turn.tap || turn.text === '') return false;
    const understanding = turn.understanding();
    const asked = asksAboutService(turn) ? 'consult' : understanding.intent.value;
    if (asked !== 'consult' && asked !== 'training') return false;
    // 就是卖菜那儿的后面吗, said while a place is asked for, answers more than it asks.
    if (turn.dialog.draft && understanding.place !== null) return false;
    // Swearing with a question mark is no question.
    if (understanding.abusive && understanding.categories.length > 0) return false;
    const service = turn.config.services.find((s) => s.id === understanding.serviceId);
    if (service && asked === 'consult') {
      const unit = turn.config.departments.find((d) => d.code === service.department);
      turn.say('consult.service', {
        service: service.name,
        unit: unit?.name ?? '',
        mode: modeWords[service.mode],
      });
      return true;
    }
    const filed = await turn.cases.file({
      kind: 'consult',
      categoryCode: understanding.categories[0]?.value ?? null,
      gridCode:
        understanding.gridCodes.length === 1
          ? (understanding.gridCodes[0] ?? null)
          : turn.person.registeredGridCode,
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
    turn.say(asked === 'training' ? 'training.passed-on' : 'consult.passed-on');
    sayReceipt(turn, filed);
    return true;
  },
};

/** 对了，医保断了咋补: begins like an addition to what was reported, and asks for something else. */
function asksAboutService(turn: Turn): boolean {
  const { intent, serviceId } = turn.understanding();
  return (
    intent.value === 'supplement' &&
    serviceId !== null &&
    /[咋怎哪吗啥?？]|多少|如何|什么|能不能/.test(turn.text)
  );
}
