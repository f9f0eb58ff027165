import type { Draft } from '../domain/conversations/dialog.js';
import { caseValues } from './case-words.js';
import type { CaseView, Turn } from './turn.js';

/** Opens the case and says its number and dates. */
export async function fileDraft(turn: Turn, draft: Draft): Promise<CaseView> {
  const filed = await turn.cases.file({
    kind: draft.kind,
    categoryCode: draft.categoryCode,
    gridCode: draft.gridCodes.length === 1 ? (draft.gridCodes[0] ?? null) : null,
    urgency: draft.urgency,
    anonymous: draft.anonymous,
    summary: draft.texts.join('；'),
    place: draft.place,
    latitude: draft.latitude,
    longitude: draft.longitude,
    onBehalfOf: draft.onBehalfOf,
    mediaIds: draft.mediaIds,
    handledOnTheSpot: false,
    dangerId: null,
  });
  turn.dialog = { ...turn.dialog, draft: null, awaiting: null, looseMediaIds: [] };
  turn.focus(filed.case.id);
  sayReceipt(turn, filed);
  return filed;
}

/** Number, who has it and by when; for a case in the dispatcher's queue, by when that is settled. */
export function sayReceipt(turn: Turn, filed: CaseView): void {
  const values = caseValues(turn, filed);
  const dispatch = filed.deadlines.find((d) => d.kind === 'dispatch');
  if (filed.case.state === 'reported') {
    turn.say('report.receipt-queued', {
      ...values,
      dispatchDue: dispatch ? turn.calendar.describeDue(dispatch.dueAt, turn.now) : '尽快',
    });
    return;
  }
  turn.say(filed.case.kind === 'proxy-request' ? 'report.receipt-proxy' : 'report.receipt', values);
}
