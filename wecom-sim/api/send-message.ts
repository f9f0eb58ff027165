import { z } from 'zod';
import { ApiRefusal } from '../api-refusal.js';
import type { InboxItem } from '../corp/inboxes.js';
import type { FirstAnswer } from '../corp/repeats.js';
import type { SimParts } from '../sim-parts.js';
import type { ApiAnswer, Endpoint } from './endpoint.js';
import { readContent } from './message-content.js';
import { chooseRecipients } from './reach.js';
import { readRecipients } from './recipients.js';
import { readTemplateCard, type TemplateCard } from './template-card.js';

type Message = Pick<InboxItem, 'msgtype' | 'content'> & { card?: TemplateCard };

const repeatRequest = z.object({
  enable_duplicate_check: z.number().optional(),
  duplicate_check_interval: z.number().optional(),
});

// POST message/send (path/90236, wecom.md 2.2).
export const sendMessage: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/message/send',
  needsToken: true,
  handle({ body, requestHash }, parts) {
    const message = readMessage(body, parts);
    if (body.agentid !== parts.settings.agentId) throw new ApiRefusal(40056);
    const { reached, unreached } = chooseRecipients(readRecipients(body), parts.members);

    // A repeat comes before the rule about task_id: it is the same card again and must be accepted.
    const repeat = repeatRequest.safeParse(body).data;
    const checked = repeat?.enable_duplicate_check === 1;
    const request = { body, requestHash };
    const earlier = checked ? parts.repeats.find(request) : undefined;
    if (earlier) {
      for (const userid of reached) parts.ledger.suppressed(userid, { msgid: earlier.msgid, requestHash });
      const reply = { ...unreached, ...repeatedAnswer(parts, earlier) };
      return { reply, noted: { repeated: true, msgid: earlier.msgid } };
    }

    if (message.card?.taskId) parts.cards.requireUnused(message.card.taskId);
    const msgid = parts.sent.newMsgid();
    const dropped = deliver(parts, message, { msgid, requestHash }, reached);
    const code = responseCode(parts, message.card, reached);
    if (checked)
      parts.repeats.record(
        request,
        { msgid, ...(code && { responseCode: code }) },
        repeat.duplicate_check_interval,
      );
    return {
      reply: { ...unreached, msgid, ...(code && { response_code: code }) },
      noted: { msgid, ...(dropped.length > 0 && { dropped }) },
    } satisfies ApiAnswer;
  },
};

/** What the answer to a suppressed repeat holds besides errcode 0 is not documented (path/90236), so it is a knob. */
function repeatedAnswer({ knobs }: SimParts, { msgid, responseCode }: FirstAnswer) {
  return {
    ...(knobs.repeatCarriesMsgid && { msgid }),
    ...(knobs.repeatCarriesResponseCode && responseCode && { response_code: responseCode }),
  };
}

function readMessage(body: Record<string, unknown>, { media }: SimParts): Message {
  const msgtype = body.msgtype;
  if (typeof msgtype !== 'string') throw new ApiRefusal(40008);
  if (msgtype === 'template_card') {
    const card = readTemplateCard(body.template_card);
    return { msgtype, content: card.content, card };
  }
  const content = readContent(msgtype, body[msgtype], media);
  if (!content) throw new ApiRefusal(40008);
  return { msgtype, content };
}

/** Puts the message into every inbox whose quota allows it; returns the members for whom it was dropped. */
function deliver(
  parts: SimParts,
  { msgtype, content, card }: Message,
  origin: { msgid: string; requestHash: string },
  reached: string[],
): string[] {
  const dropped: string[] = [];
  for (const userid of reached) {
    if (!parts.quota.admit(userid)) {
      parts.ledger.dropped(userid, origin);
      dropped.push(userid);
      continue;
    }
    parts.inboxes.add(userid, {
      at: parts.clock.now().toISOString(),
      ...origin,
      msgtype,
      content,
      ...(card?.taskId === undefined ? {} : { taskId: card.taskId }),
      ...(card ? { buttons: card.buttons } : {}),
    });
  }
  return dropped;
}

/** Only interactive cards and notice cards with action_menu get a response_code (path/90236, wecom.md 2.2). */
function responseCode({ cards }: SimParts, card: TemplateCard | undefined, holders: string[]) {
  if (card?.taskId === undefined) return undefined;
  cards.record({ taskId: card.taskId, cardType: card.cardType, holders });
  return card.updatable ? cards.issueCode(card.taskId) : undefined;
}
