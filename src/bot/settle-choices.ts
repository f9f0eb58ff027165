import type { Dialog } from '../domain/conversations/dialog.js';
import type { ChannelName } from '../domain/conversations/message.js';
import { listOpenChoices } from '../store/cards.js';
import { fillReply } from './sentences.js';
import { greyCard, type Work } from './work.js';

/**
 * Greys the cards of a question that was answered by typing or asked anew: otherwise "1" typed tomorrow would still
 * press a button of a report that was filed today. `shown` are the purposes of the cards this turn is about to send.
 */
export async function settleChoices(
  work: Work,
  to: { personId: string; channel: ChannelName },
  dialog: Dialog,
  shown: readonly string[],
): Promise<void> {
  const over = [
    ...(dialog.draft === null || shown.includes('draft') ? ['draft'] : []),
    ...(dialog.awaiting?.kind !== 'choose-case' || shown.includes('choose-case') ? ['choose-case'] : []),
  ];
  if (over.length === 0) return;
  const asked = over.some((purpose) => shown.includes(purpose));
  const outcome = fillReply(work.zone.config.replies, asked ? 'draft.settled-newer' : 'draft.settled');
  for (const row of await listOpenChoices(work.tx, to.personId, to.channel, over)) {
    await greyCard(work, row, 'answered', outcome);
  }
}
