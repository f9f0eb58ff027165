import { z } from 'zod';
import { ApiRefusal } from '../api-refusal.js';
import type { InboxItem } from '../corp/inboxes.js';
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
  handle({ body }, parts) {
    const message = readMessage(body, parts);
    if (body.agentid !== parts.settings.agentId) throw new ApiRefusal(40056);
    const { reached, unreached } = chooseRecipients(readRecipients(body), parts.members);

    // A repeat comes before the rule about task_id: it is the same card again and must be accepted.
    const repeat = repeatRequest.safeParse(body).data;
    const checked = repeat?.enable_duplicate_check === 1;
    const earlier = checked ? parts.repeats.find(body) : undefined;
    if (earlier) return { reply: { ...unreached, msgid: earlier }, noted: { repeated: true } };

    if (message.card?.taskId) parts.cards.requireUnused(message.card.taskId);
    const msgid = parts.sent.newMsgid();
    if (checked) parts.repeats.record(body, msgid, repeat.duplicate_check_interval);
    const dropped = deliver(parts, message, msgid, reached);
    return {
      reply: { ...unreached, msgid, ...responseCode(parts, message.card, reached) },
      noted: dropped.length > 0 ? { dropped } : {},
    } satisfies ApiAnswer;
  },
};

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
function deliver(parts: SimParts, message: Message, msgid: string, reached: string[]): string[] {
  const { msgtype, content, card } = message;
  const dropped: string[] = [];
  for (const userid of reached) {
    if (!parts.quota.admit(userid)) {
      dropped.push(userid);
      continue;
    }
    parts.inboxes.add(userid, {
      at: parts.clock.now().toISOString(),
      msgid,
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
  if (card?.taskId === undefined) return {};
  cards.record({ taskId: card.taskId, cardType: card.cardType, holders });
  return card.updatable ? { response_code: cards.issueCode(card.taskId) } : {};
}
