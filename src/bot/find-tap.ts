import type { InboundContent } from '../domain/conversations/message.js';
import type { Tap } from '../handlers/turn.js';
import { findCard, findNewestOpenCard, keepHandle } from '../store/cards.js';
import type { Work } from './work.js';

/** A tap, or "2" typed while a card with at least two buttons waits. */
export async function findTap(
  work: Work,
  conversationId: string,
  personId: string,
  content: InboundContent,
): Promise<Tap | null> {
  if (content.kind === 'tap') {
    const card = await findCard(work.unit, content.cardId);
    if (content.responseCode) {
      if (card) keepHandle(work.unit, card.id, content.responseCode, work.now, work.ids);
    }
    if (!card)
      return {
        cardId: content.cardId,
        purpose: 'unknown',
        caseId: null,
        buttonKey: content.buttonKey,
        settledBy: 'unknown',
        own: false,
      };
    return {
      cardId: card.id,
      purpose: card.purpose,
      caseId: card.caseId,
      buttonKey: content.buttonKey,
      settledBy: card.settledAt ? (card.settledBy ?? 'settled') : null,
      own: card.personId === personId,
    };
  }
  const digit = content.kind === 'text' ? /^[\s]*([1-6１-６])[\s。.]*$/.exec(content.text)?.[1] : undefined;
  if (!digit) return null;
  const card = await findNewestOpenCard(work.unit, conversationId);
  if (!card) return null;
  const buttons = buttonsOf(card.body);
  const index = Number(digit.normalize('NFKC')) - 1;
  const button = buttons[index];
  return button
    ? {
        cardId: card.id,
        purpose: card.purpose,
        caseId: card.caseId,
        buttonKey: button,
        settledBy: null,
        own: true,
      }
    : null;
}

function buttonsOf(body: unknown): string[] {
  const card = typeof body === 'object' && body !== null && 'card' in body ? body.card : null;
  const buttons = typeof card === 'object' && card !== null && 'buttons' in card ? card.buttons : null;
  if (!Array.isArray(buttons)) return [];
  return buttons.flatMap((b: unknown) =>
    typeof b === 'object' && b !== null && 'key' in b && typeof b.key === 'string' ? [b.key] : [],
  );
}
