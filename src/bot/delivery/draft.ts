import type { ClaimedOutbound } from '../../store/claim-outbound.js';
import type { Outcome } from '../../store/settle-outbound.js';
import type { PartWriter, UploadedMedia, WireRules } from '../channel.js';
import type { Failed } from './judge-failure.js';

/** A message whose requests are still to be written. */
export interface Unwritten {
  message: ClaimedOutbound & { content: NonNullable<ClaimedOutbound['content']> };
  rules: WireRules;
  /** For a picture. */
  media?: UploadedMedia;
}

/** What was stored, or how the attempt ends before anything was sent. */
export type Written = { wire: string[] } | { outcome: Outcome };

/** A message whose requests are written and may still change. */
export interface Draft {
  message: Unwritten['message'];
  rules: WireRules;
  parts: { write: PartWriter; body: string; said: number }[];
}

/** The update of a card is no message: it is not compared with others, and no quota counts it. */
export function isMessage({ message }: Draft): boolean {
  return message.content.kind !== 'card-update';
}

export function failedOf(message: Unwritten['message'], repeated: boolean): Failed {
  const { lane, attempts, failingForMs } = message;
  return { kind: message.content.kind, lane, attempts, failingForMs, repeated };
}
