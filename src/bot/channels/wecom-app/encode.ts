import type { Card, CardButton } from '../../../domain/conversations/message.js';
import { AppError } from '../../../shared/errors.js';
import type { EncodeRequest, PartWriter, UploadedMedia } from '../../channel.js';
import { cutText } from './cut-text.js';
import { splitText } from './split-text.js';

/**
 * path/90236: the same request to the same people within this time is answered like the first one and not delivered
 * again. The longest that WeCom knows, so that a send whose outcome is unknown may be repeated for as long as possible.
 * The other side of it, that two lawful messages in the same words would be one, is taken care of by the marks.
 */
export const repeatSeconds = 14_400;

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

/** The requests of one delivery. Only texts can take a mark; cards differ by their task_id, pictures by their media id. */
export function encodeDelivery(
  agentId: number,
  { to, content, responseCode, media, markBytes }: EncodeRequest,
): PartWriter[] {
  const whole = (wire: WireContent): PartWriter[] => [() => JSON.stringify(encodeSend(agentId, to, wire))];
  const parts = (text: string): PartWriter[] =>
    splitText(text, markBytes).map(
      (part) => (mark) => JSON.stringify(encodeSend(agentId, to, encodeText(part + mark))),
    );
  switch (content.kind) {
    case 'text':
      return parts(content.text);
    case 'card':
      // A button card must have at least one button.
      return content.card.buttons.length === 0
        ? parts(asText(content.card))
        : whole({ msgtype: 'template_card', template_card: encodeButtons(content.card) });
    case 'card-update': {
      if (!responseCode) throw new AppError('no-right', 'give-up', 'no right to update the card is left');
      const update = encodeUpdate(agentId, to, responseCode, content.outcome);
      return [() => JSON.stringify(update)];
    }
    case 'image':
      if (!media) throw new AppError('not-uploaded', 'give-up', 'a picture must be uploaded first');
      return whole(mediaContent(media));
  }
}

export function encodeSend(agentId: number, to: string, content: WireContent) {
  return {
    touser: to,
    agentid: agentId,
    ...content,
    enable_duplicate_check: 1,
    duplicate_check_interval: repeatSeconds,
  };
}

function encodeText(content: string): WireContent {
  return { msgtype: 'text', text: { content } };
}

function mediaContent({ kind, platformId: media_id }: UploadedMedia): WireContent {
  return kind === 'image'
    ? { msgtype: 'image', image: { media_id } }
    : { msgtype: 'file', file: { media_id } };
}

export function encodeButtons(card: Card) {
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
function encodeUpdate(agentId: number, to: string, responseCode: string, outcome: string) {
  return {
    userids: [to],
    agentid: agentId,
    response_code: responseCode,
    button: { replace_name: outcome.toWellFormed() },
  };
}
