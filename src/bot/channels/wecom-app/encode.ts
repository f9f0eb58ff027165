import type { Card, CardButton } from '../../../domain/conversations/message.js';
import { AppError } from '../../../shared/errors.js';
import { cutText } from './cut-text.js';

/**
 * path/90236: the same request to the same people within this time is answered like the first one and not delivered
 * again. So a send whose outcome is unknown may be repeated, also from the first part of a long text. The other side of
 * it: two deliveries of one content to one person within this time are one to WeCom too, because the whole request is
 * compared. Texts are told apart by what `sameBefore` puts behind them, cards by their task_id; the same picture twice
 * within this time is shown once. Longer than the longest pause between two attempts of one delivery (5 min), and
 * short because of that other side.
 */
const repeatSeconds = 600;

/** Limits of a card in characters (path/90236); clients cut what is longer without saying so. */
const limits = { source: 20, title: 36, label: 5, value: 30, text: 160, button: 10 };
const maxRows = 6;
const maxButtons = 6;

/** path/90236: 1 is the filled button; the page shows the others as pictures only: 2 plain, 3 red. */
const styles: Record<CardButton['style'], number> = { primary: 1, default: 2, danger: 3 };

/** What goes into message/send beside the receiver (path/90236). */
export type WireContent =
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'image'; image: { media_id: string } }
  | { msgtype: 'file'; file: { media_id: string } }
  | { msgtype: 'template_card'; template_card: ReturnType<typeof encodeButtons> };

export function encodeSend(agentId: number, to: string, content: WireContent) {
  return {
    touser: to,
    agentid: agentId,
    ...content,
    enable_duplicate_check: 1,
    duplicate_check_interval: repeatSeconds,
  };
}

export function encodeText(content: string): WireContent {
  return { msgtype: 'text', text: { content } };
}

/** A card as a button card; one without buttons as text, since a button card must have at least one. */
export function encodeCard(card: Card): WireContent {
  if (card.buttons.length === 0) return encodeText(asText(card));
  return { msgtype: 'template_card', template_card: encodeButtons(card) };
}

function encodeButtons(card: Card) {
  if (card.buttons.length > maxButtons) {
    throw new AppError(
      'card-too-many-buttons',
      'give-up',
      `card ${card.id} has ${card.buttons.length} buttons`,
    );
  }
  return {
    card_type: 'button_interaction',
    // As given: a second card with the same task_id is refused.
    task_id: card.id,
    ...(card.source && { source: { desc: cutText(card.source, limits.source), desc_color: 0 } }),
    main_title: { title: cutText(card.title, limits.title) },
    ...(card.text && { sub_title_text: cutText(card.text, limits.text) }),
    horizontal_content_list: card.rows.slice(0, maxRows).map(({ label, value }) => ({
      keyname: cutText(label, limits.label),
      value: cutText(value, limits.value),
    })),
    button_list: card.buttons.map(({ key, text, style }) => ({
      text: cutText(text, limits.button),
      style: styles[style],
      key,
    })),
  };
}

function asText({ source, title, rows, text }: Card): string {
  const lines = rows.map(({ label, value }) => `${label}：${value}`);
  return [source, title, ...lines, text].filter(Boolean).join('\n');
}

/**
 * path/94888: greys all buttons of the card that `to` holds and shows `outcome` on them. The rest of the card stays as
 * it was sent, so that it need not be sent again.
 */
export function encodeUpdate(agentId: number, to: string, responseCode: string, outcome: string) {
  return {
    userids: [to],
    agentid: agentId,
    response_code: responseCode,
    button: { replace_name: outcome.toWellFormed() },
  };
}
