import type { InboundContent, InboundMessage } from '../../../domain/conversations/message.js';
import { locationSchema, mediaSchema, type Plaintext, tapSchema, textSchema } from './wire.js';

/** What an authentic callback is to us; `ignored` is answered with 200 and kept nowhere. */
export type Decoded = { kind: 'message'; message: InboundMessage } | { kind: 'ignored'; event: string };

/**
 * Events that ask nothing of us (path/90240), in lower case. `location` is the phone's position, reported without the
 * person doing anything: nobody's movements are kept. The pictures after pic_… come as messages of their own.
 */
const ignoredEvents: ReadonlySet<string> = new Set([
  'location',
  'view',
  'view_miniprogram',
  'scancode_push',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'batch_job_result',
  'open_approval_change',
  'sys_approval_change',
  'share_agent_change',
  'inactive_alert',
  'close_inactive_agent',
  'reopen_inactive_agent',
  'low_active_alert',
  'low_active',
  'active_restored',
  'kf_msg_or_event',
]);

export function decodePlaintext(wire: Plaintext): Decoded {
  const type = wire.MsgType.toLowerCase();
  if (type !== 'event') return fromSender(wire, decodeMessage(type, wire));
  const event = wire.Event.toLowerCase();
  if (event === 'change_contact') return decodeContactChange(wire);
  // `sys` is nobody who could be answered.
  if (ignoredEvents.has(event) || wire.FromUserName === 'sys') return { kind: 'ignored', event };
  return fromSender(wire, decodeEvent(event, wire));
}

function decodeMessage(type: string, wire: Plaintext): InboundContent {
  const content = knownMessage(type, wire);
  return content ?? { kind: 'unknown', wireType: type };
}

/** Null for a type that is not read (video, link, whatever comes next), or that lacks what makes it useful. */
function knownMessage(type: string, wire: Plaintext): InboundContent | null {
  switch (type) {
    case 'text': {
      const text = textSchema.safeParse(wire).data;
      return text ? { kind: 'text', text: text.Content } : null;
    }
    case 'image':
    case 'voice': {
      const media = mediaSchema.safeParse(wire).data;
      return media ? { kind: type, media: { at: 'platform', platformId: media.MediaId } } : null;
    }
    case 'location': {
      const place = locationSchema.safeParse(wire).data;
      if (!place) return null;
      const { Location_X: latitude, Location_Y: longitude, Label: label } = place;
      // The pages do not name the datum; maps in China, and so the clients, use GCJ-02.
      return { kind: 'location', latitude, longitude, system: 'gcj02', ...(label && { label }) };
    }
    default:
      return null;
  }
}

function decodeEvent(event: string, wire: Plaintext): InboundContent {
  switch (event) {
    case 'subscribe':
    case 'enter_agent':
      return { kind: 'enter' };
    case 'unsubscribe':
      return { kind: 'leave' };
    case 'template_card_event': {
      const tap = tapSchema.safeParse(wire).data;
      if (!tap) break;
      const { TaskId: cardId, EventKey: buttonKey, ResponseCode: responseCode } = tap;
      return { kind: 'tap', cardId, buttonKey, ...(responseCode && { responseCode }) };
    }
  }
  return { kind: 'unknown', wireType: `event:${event}` };
}

/** Sent by `sys` about a member (path/90970); of all changes only the departure matters here. */
function decodeContactChange(wire: Plaintext): Decoded {
  if (wire.ChangeType !== 'delete_user' || wire.UserID === '') {
    return { kind: 'ignored', event: `change_contact:${wire.ChangeType}` };
  }
  // Two members may leave in one second, and `sys` is the sender of both.
  const externalKey = `${keyOf(wire)}|${wire.ChangeType}|${wire.UserID}`;
  return {
    kind: 'message',
    message: { channel: 'wecom-app', externalKey, senderKey: wire.UserID, content: { kind: 'leave' } },
  };
}

function fromSender(wire: Plaintext, content: InboundContent): Decoded {
  const senderKey = wire.FromUserName;
  if (senderKey === '') return { kind: 'ignored', event: `${wire.MsgType}:${wire.Event}` };
  return { kind: 'message', message: { channel: 'wecom-app', externalKey: keyOf(wire), senderKey, content } };
}

/**
 * The same on every repeat of one delivery. MsgId alone was seen to collide, and events carry none; the pair of sender
 * and second that the documentation advises for events merges two events of one second (path/90238).
 */
function keyOf(w: Plaintext): string {
  return [
    w.ToUserName,
    w.AgentID,
    w.FromUserName,
    w.CreateTime,
    w.MsgType,
    w.Event,
    w.EventKey,
    w.TaskId,
    w.MsgId,
  ].join('|');
}
