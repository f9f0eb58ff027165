import type { DeclineReason } from '../domain/cases/case.js';
import { caseValues } from './case-words.js';
import type { CaseView, Turn } from './turn.js';

const reasons: [DeclineReason, RegExp][] = [
  ['petition', /信访/],
  ['court', /法院|诉讼|仲裁|判决/],
  ['other-number', /110|119|120|12345|别的部门/],
  ['not-a-matter', /不是.*事|没有.*事|无关|闲聊|广告/],
];

/** A refusal needs its reason: the reporter is told the lawful way that belongs to it. */
export async function declineCase(turn: Turn, view: CaseView, words: string): Promise<void> {
  const why = words.replace(/^[\s,，。:：]*(?:因为|理由是?|由于)?[\s,，:：]*/, '').trim();
  if (why === '') {
    turn.say('dispatch.decline-how', caseValues(turn, view));
    return;
  }
  const reason = reasons.find(([, pattern]) => pattern.test(why))?.[0] ?? 'other';
  await turn.cases.act(
    view.case.id,
    { type: 'decline', reason },
    { kind: 'reason', text: why, shared: false },
  );
  turn.say('dispatch.declined', caseValues(turn, view));
}
