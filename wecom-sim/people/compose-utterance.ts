import { eventXml, messageXml, type Sender } from '../callback/message-xml.js';
import type { ShownUtterance } from '../corp/said.js';
import type { SimParts } from '../sim-parts.js';
import type { XmlElement } from '../xml/write-xml.js';
import { composeTap } from './compose-tap.js';
import type { ParsedUtterance } from './utterance.js';

export interface Composed {
  xml: string;
  shown: ShownUtterance;
  msgId?: string;
}

type StoreMedia = (kind: 'image' | 'voice', bytes: Buffer) => { mediaId: string; url: string };

/** The plaintext of what a member does: messages (path/90239, wecom.md 2.4), events (path/90240, wecom.md 2.5). */
export function composeUtterance(
  parts: SimParts,
  sender: Sender,
  what: ParsedUtterance,
  store: StoreMedia,
): Composed {
  const message = (shown: ShownUtterance, msgType: string, fields: readonly XmlElement[]): Composed => {
    const msgId = parts.msgIds.next();
    return { xml: messageXml(sender, msgType, fields, msgId), msgId, shown };
  };
  if ('text' in what) return message({ text: what.text }, 'text', [['Content', what.text]]);
  if ('image' in what) {
    const { mediaId, url } = store('image', what.image);
    return message({ image: mediaId }, 'image', [
      ['PicUrl', url],
      ['MediaId', mediaId],
    ]);
  }
  if ('voice' in what) {
    const { mediaId } = store('voice', what.voice);
    return message({ voice: mediaId }, 'voice', [
      ['MediaId', mediaId],
      ['Format', 'amr'],
    ]);
  }
  if ('location' in what) {
    const { latitude, longitude, scale, label } = what.location;
    // Location_X is the latitude (path/90239, wecom.md 2.4).
    return message({ location: { latitude, longitude, label } }, 'location', [
      ['Location_X', latitude],
      ['Location_Y', longitude],
      ['Scale', scale],
      ['Label', label],
      ['AppType', 'wxwork'],
    ]);
  }
  if ('event' in what) {
    if (what.event === 'unsubscribe') parts.members.leave(sender.userid);
    if (what.event === 'subscribe') parts.members.comeBack(sender.userid);
    return { xml: eventXml(sender, what.event), shown: { event: what.event } };
  }
  const { taskId, key } = what.tap;
  return { xml: composeTap(parts, sender, what.tap), shown: { tap: { taskId, key } } };
}
