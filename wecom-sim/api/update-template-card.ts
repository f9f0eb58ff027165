import { z } from 'zod';
import { ApiRefusal } from '../api-refusal.js';
import type { CardTask } from '../corp/card-tasks.js';
import type { CardChange } from '../corp/inboxes.js';
import type { Endpoint } from './endpoint.js';
import { readParameter } from './read-parameter.js';
import { readTemplateCard } from './template-card.js';

const ids = z.array(z.union([z.string(), z.number()])).max(100);
const updateRequest = z.object({
  userids: z.array(z.string()).max(1000).default([]),
  partyids: ids.default([]),
  tagids: ids.default([]),
  atall: z.union([z.literal(0), z.literal(1)]).default(0),
  agentid: z.int(),
  response_code: z.string().min(1),
  button: z.object({ replace_name: z.string().min(1) }).optional(),
  template_card: z.record(z.string(), z.unknown()).optional(),
});
type UpdateRequest = z.infer<typeof updateRequest>;

// POST message/update_template_card (path/94888, wecom.md 2.3).
export const updateTemplateCard: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/message/update_template_card',
  needsToken: true,
  handle({ body }, { settings, cards, inboxes }) {
    const request = readParameter(updateRequest, body, 'request');
    if (request.agentid !== settings.agentId) throw new ApiRefusal(40056);
    const task = cards.taskOfCode(request.response_code);
    const change = readChange(request, task);
    const named = request.userids;
    if (request.atall === 0 && named.length + request.partyids.length + request.tagids.length === 0)
      throw new ApiRefusal(82001);
    // From here on the update counts: a code works once.
    cards.spendCode(request.response_code);
    const unheld = named.filter((id) => !inboxes.holds(id, task.taskId));
    const targets = request.atall === 1 ? task.holders : named.filter((id) => inboxes.holds(id, task.taskId));
    for (const userid of targets) inboxes.changeCard(userid, task.taskId, change);
    if (change.content)
      cards.record({
        ...task,
        taskId: change.taskId ?? task.taskId,
        cardType: String(change.content.card_type),
      });
    // An array here, unlike the joined string of message/send.
    return { reply: { invaliduser: unheld } };
  },
};

function readChange(request: UpdateRequest, task: CardTask): CardChange {
  if (request.button) {
    // Greying buttons needs a card that has some: button, vote or multiple.
    if (!task.cardType.endsWith('_interaction')) throw new ApiRefusal(40058, 'the card has no buttons');
    return { replaced: request.button.replace_name };
  }
  if (!request.template_card) throw new ApiRefusal(40058, 'button or template_card is required');
  const card = readTemplateCard({ task_id: task.taskId, ...request.template_card });
  const replaceText = z.string().min(1).optional().catch(undefined).parse(request.template_card.replace_text);
  if (card.cardType === 'button_interaction' && replaceText === undefined)
    throw new ApiRefusal(40058, 'template_card.replace_text');
  return {
    content: card.content,
    buttons: card.buttons,
    taskId: card.taskId ?? task.taskId,
    replaced: replaceText,
  };
}
