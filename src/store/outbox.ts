import { z } from 'zod';
import type { ChannelName, OutboundContent } from '../domain/conversations/message.js';
import type { Tx } from './client.js';
import type { Unit } from './unit/unit.js';
import { insertInto } from './unit/write.js';

/** Lower goes first: danger, deadlines, answers, notices. */
export const lanes = { danger: 0, deadline: 1, answer: 2, notice: 3 } as const;
export type Lane = keyof typeof lanes;

const cardSchema = z.object({
  id: z.string(),
  source: z.string().optional(),
  title: z.string(),
  rows: z.array(z.object({ label: z.string(), value: z.string() })),
  text: z.string().optional(),
  buttons: z.array(
    z.object({ key: z.string(), text: z.string(), style: z.enum(['primary', 'default', 'danger']) }),
  ),
});

export const contentSchema: z.ZodType<OutboundContent> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('card'), card: cardSchema }),
  z.object({ kind: z.literal('card-update'), card: cardSchema, outcome: z.string() }),
  z.object({ kind: z.literal('image'), mediaId: z.string() }),
]);

export interface NewOutbound {
  id: string;
  personId: string;
  channel: ChannelName;
  caseId: string | null;
  lane: Lane;
  content: OutboundContent;
}

const newMessages = insertInto<{
  id: string;
  personId: string;
  channel: string;
  caseId: string | null;
  cardId: string | null;
  kind: string;
  lane: number;
  queuedAt: Date;
}>('outbound', 'outbound_messages', {
  id: 'id uuid',
  personId: 'person_id uuid',
  channel: 'channel text',
  caseId: 'case_id uuid',
  cardId: 'card_id text',
  kind: 'kind text',
  lane: 'lane int',
  queuedAt: 'queued_at timestamptz',
});
const newContents = insertInto<{ messageId: string; body: OutboundContent }>(
  'outbound-content',
  'outbound_contents',
  { messageId: 'message_id uuid', body: 'body jsonb' },
);

/** Queues what is to be said; it leaves after the transaction has committed. */
export function queueOutbound(unit: Unit, messages: readonly NewOutbound[], at: Date): void {
  for (const { id, personId, channel, caseId, lane, content } of messages) {
    const cardId = content.kind === 'card' || content.kind === 'card-update' ? content.card.id : null;
    unit.put(newMessages, {
      id,
      personId,
      channel,
      caseId,
      cardId,
      kind: content.kind,
      lane: lanes[lane],
      queuedAt: at,
    });
    unit.put(newContents, { messageId: id, body: content });
  }
}

/** How much is still to be done: unhandled messages, unsent answers, reminders that are due. */
export async function countUnsettled(
  tx: Tx,
  now: Date,
): Promise<{ unhandled: number; unsent: number; due: number }> {
  const unhandled = await tx.inboundMessage.count({ where: { handledAt: null } });
  const unsent = await tx.outboundMessage.count({ where: { state: { in: ['queued', 'sending'] } } });
  const due = await tx.reminder.count({ where: { state: 'pending', dueAt: { lte: now } } });
  return { unhandled, unsent, due };
}
