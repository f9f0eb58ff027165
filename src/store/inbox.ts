import { z } from 'zod';
import type { InboundContent } from '../domain/conversations/message.js';
import type { Tx } from './client.js';
import type { Question, Statement, Unit } from './unit/unit.js';
import { updateOf } from './unit/write.js';

const mediaSchema = z.discriminatedUnion('at', [
  z.object({ at: z.literal('store'), mediaId: z.string() }),
  z.object({ at: z.literal('platform'), platformId: z.string() }),
]);

export const inboundContentSchema: z.ZodType<InboundContent> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('image'), media: mediaSchema, caption: z.string().optional() }),
  z.object({ kind: z.literal('voice'), media: mediaSchema, transcript: z.string().optional() }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    system: z.enum(['gcj02', 'wgs84']),
    label: z.string().optional(),
  }),
  z.object({
    kind: z.literal('tap'),
    cardId: z.string(),
    buttonKey: z.string(),
    responseCode: z.string().optional(),
  }),
  z.object({ kind: z.literal('enter') }),
  z.object({ kind: z.literal('leave') }),
  z.object({ kind: z.literal('unknown'), wireType: z.string() }),
]);

export interface UnhandledMessage {
  seq: bigint;
  id: string;
  personId: string;
  content: InboundContent;
  attempts: number;
  receivedAt: Date;
  /** Nothing waits behind it. */
  last: boolean;
}

const oldestUnhandled: Statement = {
  name: 'oldest unhandled message',
  reads: ['inbound_messages', 'message_contents'],
  text: `SELECT m.seq, m.id, m.person_id AS "personId", m.attempts, m.received_at AS "receivedAt", c.body
    FROM inbound_messages m LEFT JOIN message_contents c ON c.message_id = m.id
    WHERE m.conversation_id = $1 AND m.handled_at IS NULL ORDER BY m.seq LIMIT 2`,
};
const handled = updateOf<{ id: string; handledAt: Date; outcome: string }, 'id'>(
  'message-handled',
  'inbound_messages',
  'id',
  { id: 'id uuid', handledAt: 'handled_at timestamptz', outcome: 'outcome text' },
);
const attempted = updateOf<{ id: string; attempts: number }, 'id'>(
  'message-attempted',
  'inbound_messages',
  'id',
  { id: 'id uuid', attempts: 'attempts int' },
);
const replaced = updateOf<{ messageId: string; body: InboundContent }, 'messageId'>(
  'message-content',
  'message_contents',
  'messageId',
  { messageId: 'message_id uuid', body: 'body jsonb' },
);

/** The oldest message of a conversation that no turn has taken yet. The caller holds the conversation's lock. */
export async function findOldestUnhandled(
  unit: Unit,
  conversationId: string,
): Promise<UnhandledMessage | null> {
  const [row, next] = await unit.rows<
    Omit<UnhandledMessage, 'content' | 'seq' | 'last'> & { seq: string; body: unknown }
  >(oldestUnhandled, [conversationId]);
  if (!row) return null;
  const { body, seq, ...rest } = row;
  const parsed = inboundContentSchema.safeParse(body);
  return {
    ...rest,
    seq: BigInt(seq),
    last: next === undefined,
    content: parsed.success ? parsed.data : { kind: 'unknown', wireType: 'erased' },
  };
}

/** The same question, to be asked at the beginning of a unit, behind the one for the lock. */
export function askForOldest(conversationId: string): Question {
  return { statement: oldestUnhandled, values: [conversationId] };
}

export function markHandled(unit: Unit, messageId: string, outcome: string, at: Date): void {
  unit.put(handled, { id: messageId, handledAt: at, outcome });
}

export function countAttempt(unit: Unit, message: UnhandledMessage): void {
  unit.put(attempted, { id: message.id, attempts: message.attempts + 1 });
}

export function replaceContent(unit: Unit, messageId: string, content: InboundContent): void {
  unit.put(replaced, { messageId, body: content });
}

/** Conversations with a message from before `before` that was not handled; for the sweep. */
export async function listWaitingConversations(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const rows = await tx.inboundMessage.findMany({
    where: { handledAt: null, receivedAt: { lt: before } },
    distinct: ['conversationId'],
    orderBy: { seq: 'asc' },
    take: limit,
    select: { conversationId: true },
  });
  return rows.map((r) => r.conversationId);
}
