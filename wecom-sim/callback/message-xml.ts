import type { WecomSettings } from '../settings.js';
import { writeXml, type XmlElement } from '../xml/write-xml.js';

export interface Sender {
  settings: WecomSettings;
  userid: string;
  /** CreateTime, unix seconds. */
  atSeconds: number;
}

// Plaintext of messages (path/90239, wecom.md 2.4) and events (path/90240, wecom.md 2.5).
function compose(
  { settings, userid, atSeconds }: Sender,
  msgType: string,
  fields: readonly XmlElement[],
): string {
  return writeXml([
    ['ToUserName', settings.corpId],
    ['FromUserName', userid],
    ['CreateTime', atSeconds],
    ['MsgType', msgType],
    ...fields,
    ['AgentID', settings.agentId],
  ]);
}

export function messageXml(
  sender: Sender,
  msgType: string,
  fields: readonly XmlElement[],
  msgId: string,
): string {
  return compose(sender, msgType, [...fields, ['MsgId', msgId]]);
}

/** Events carry no MsgId; EventKey is there even when it is empty. */
export function eventXml(
  sender: Sender,
  event: string,
  eventKey = '',
  fields: readonly XmlElement[] = [],
): string {
  return compose(sender, 'event', [['Event', event], ['EventKey', eventKey], ...fields]);
}

export function textMessage(
  settings: WecomSettings,
  userid: string,
  atSeconds: number,
  msgId: string,
  text: string,
): string {
  return messageXml({ settings, userid, atSeconds }, 'text', [['Content', text]], msgId);
}
