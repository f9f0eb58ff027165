import { mimeOf } from '../api/media-rules.js';
import type { BotLine } from '../callback/bot-line.js';
import { type Delivery, deliver } from '../callback/deliver.js';
import { showReply } from '../callback/show-reply.js';
import type { SimParts } from '../sim-parts.js';
import { type Composed, composeUtterance } from './compose-utterance.js';
import { type Utterance, utterance } from './utterance.js';

/** Where the pictures of members are, for PicUrl: a plain link, without a token (path/90239, wecom.md 2.4). */
export const picturePath = '/pictures/';

/** A member does something; resolves when the bot accepted it or all retries are used up. */
export async function say(
  parts: SimParts,
  line: BotLine,
  apiUrl: string,
  userid: string,
  what: Utterance,
): Promise<Delivery> {
  const parsed = utterance.parse(what);
  const member = parts.members.meet(userid);
  const sender = { settings: parts.settings, userid: member.userid, atSeconds: parts.clock.nowSeconds() };
  const composed = composeUtterance(parts, sender, parsed, (kind, bytes) => {
    const extension = kind === 'image' ? 'jpg' : 'amr';
    const mediaId = parts.media.put({
      kind,
      bytes,
      fileName: `${kind}.${extension}`,
      mime: mimeOf(kind, bytes),
    });
    return { mediaId, url: `${apiUrl}${picturePath}${mediaId}` };
  });
  const outcome = await deliverSaid(parts, line, member.userid, composed);
  const tapped = 'tap' in parsed ? parsed.tap.taskId : undefined;
  const refused =
    outcome.reply.kind === 'message'
      ? showReply(parts, member.userid, outcome.reply.fields, tapped)
      : undefined;
  return {
    ...(composed.msgId === undefined ? {} : { msgId: composed.msgId }),
    ...outcome,
    ...(refused === undefined ? {} : { reply: { kind: 'invalid', reason: refused } }),
  };
}

/** Delivers and keeps the member's own side of the chat. */
async function deliverSaid(
  parts: SimParts,
  line: BotLine,
  userid: string,
  { xml, shown }: Composed,
): Promise<Omit<Delivery, 'msgId'>> {
  const item = parts.said.begin(userid, shown, parts.inboxes.size(userid).received);
  try {
    const outcome = await deliver(parts, line, userid, xml);
    parts.said.end(userid, item, outcome.accepted, outcome.attempts.length);
    return outcome;
  } catch (error) {
    parts.said.end(userid, item, false, 0);
    throw error;
  }
}
