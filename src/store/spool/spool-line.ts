import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ChannelName, InboundMessage } from '../../domain/conversations/message.js';
import { inboundContentSchema } from '../inbox.js';
import type { Arrival } from '../store-inbound.js';

const channels = ['simulator', 'terminal', 'wecom-app'] as const satisfies readonly ChannelName[];

const messageSchema: z.ZodType<InboundMessage> = z.object({
  channel: z.enum(channels),
  externalKey: z.string(),
  senderKey: z.string(),
  content: inboundContentSchema,
});

const lineSchema = z.object({
  at: z.iso.datetime().transform((text) => new Date(text)),
  /** Before the database was ever reached a process does not know how far a movable clock was moved. */
  clock: z.enum(['product', 'machine']),
  message: messageSchema,
});

/** A message as it lies in the spool. */
export interface SpooledMessage extends Arrival {
  clock: 'product' | 'machine';
}

/** Hex digits of SHA-256 before each line: enough to know a torn or damaged one, not meant against forgers. */
const checkDigits = 16;

function checkOf(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, checkDigits);
}

/** One line without its end. JSON has no line break of its own. */
export function encodeLine({ message, receivedAt, clock }: SpooledMessage): string {
  const json = JSON.stringify({ at: receivedAt.toISOString(), clock, message });
  return `${checkOf(json)} ${json}`;
}

/** Null for what is not whole. */
export function decodeLine(line: string): SpooledMessage | null {
  const json = line.slice(checkDigits + 1);
  if (json === '' || line.slice(0, checkDigits) !== checkOf(json)) return null;
  const parsed = lineSchema.safeParse(JSON.parse(json));
  if (!parsed.success) return null;
  const { at, clock, message } = parsed.data;
  return { message, receivedAt: at, clock };
}
