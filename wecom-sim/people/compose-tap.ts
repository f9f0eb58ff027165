import { eventXml, type Sender } from '../callback/message-xml.js';
import { SimMistake } from '../sim-mistake.js';
import type { SimParts } from '../sim-parts.js';

export interface TappedButton {
  taskId: string;
  key: string;
  evenIfGrey: boolean;
}

/**
 * A click on a button of a card that this member received: template_card_event with a new ResponseCode,
 * valid once like the one of the sending (path/90240, wecom.md 2.5 and 2.3).
 */
export function composeTap(
  parts: SimParts,
  sender: Sender,
  { taskId, key, evenIfGrey }: TappedButton,
): string {
  const card = parts.inboxes.card(sender.userid, taskId);
  if (card.replaced !== undefined && !evenIfGrey)
    throw new SimMistake('card-is-grey', `the buttons of ${taskId} are grey: ${card.replaced}`);
  const offered = (card.buttons ?? []).map((button) => button.key);
  if (!evenIfGrey && !offered.includes(key))
    throw new SimMistake('no-such-button', `${taskId} has no button ${key}; it has: ${offered.join(', ')}`);
  const cardType = parts.cards.find(taskId)?.cardType ?? 'button_interaction';
  return eventXml(sender, 'template_card_event', key, [
    ['TaskId', taskId],
    ['CardType', cardType],
    ['ResponseCode', parts.cards.issueCode(taskId)],
  ]);
}
