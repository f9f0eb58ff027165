import type { Dialog } from '../domain/conversations/dialog.js';
import { isSettledNow, type SentCard } from '../store/cards.js';
import { fillReply } from './sentences.js';
import { greyCard, type Work } from './work.js';

/** Cards that ask the writer something about what he is just telling. */
export const choicePurposes = ['draft', 'choose-case'];

/**
 * Greys the cards of a question that was answered by typing or asked anew: otherwise "1" typed tomorrow would still
 * press a button of a report that was filed today. `open` are the person's cards of such questions, `shown` the purposes
 * of the cards this turn is about to send.
 */
export async function settleChoices(
  work: Work,
  open: readonly SentCard[],
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
  for (const card of open) {
    if (over.includes(card.purpose) && !isSettledNow(work.unit, card.id))
      await greyCard(work, card, 'answered', outcome);
  }
}
