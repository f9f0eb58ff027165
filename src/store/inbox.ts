import type pg from 'pg';
import { z } from 'zod';
import type { InboundContent, InboundMessage } from '../domain/conversations/message.js';
import type { Ids } from '../shared/ids.js';
import type { Tx } from './client.js';

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

/** PostgreSQL text cannot hold the character U+0000, and lone surrogates are no valid UTF-8. */
function storable(content: InboundContent): string {
  return JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value,
  );
}

export interface Received {
  outcome: 'stored' | 'duplicate';
  messageId: string | null;
  conversationId: string;
}

/**
 * Stores one message; the platform may be answered as soon as this returns. A repeat of the same external key
 * stores nothing. One statement when the person is known, which is nearly always.
 */
export async function storeInbound(
  pool: pg.Pool,
  message: InboundMessage,
  receivedAt: Date,
  ids: Ids,
): Promise<Received> {
  const key = message.senderKey.toLowerCase();
  for (;;) {
    const result = await pool.query<{ conversation_id: string; message_id: string | null }>(
      `WITH who AS (
         SELECT i.person_id, c.id AS conversation_id
         FROM identities i JOIN conversations c ON c.person_id = i.person_id AND c.channel = i.channel
         WHERE i.channel = $1 AND i.external_id = $2
       ), seen AS (
         UPDATE identities SET last_seen_at = $6 WHERE channel = $1 AND external_id = $2
           AND (last_seen_at IS NULL OR last_seen_at < $6::timestamptz - interval '10 seconds')
       ), stored AS (
         INSERT INTO inbound_messages (id, channel, external_key, conversation_id, person_id, kind, received_at)
         SELECT $3::uuid, $1, $4, conversation_id, person_id, $5, $6 FROM who
         ON CONFLICT (channel, external_key) DO NOTHING RETURNING id
       ), content AS (
         INSERT INTO message_contents (message_id, body) SELECT id, $7::jsonb FROM stored
       )
       SELECT who.conversation_id, (SELECT id FROM stored) AS message_id FROM who`,
      [
        message.channel,
        key,
        ids.next(),
        message.externalKey,
        message.content.kind,
        receivedAt,
        storable(message.content),
      ],
    );
    const row = result.rows[0];
    if (row) {
      return {
        outcome: row.message_id ? 'stored' : 'duplicate',
        messageId: row.message_id,
        conversationId: row.conversation_id,
      };
    }
    await openConversation(pool, message.channel, key, message.senderKey, ids);
  }
}

/** Makes the identity, its person and its conversation as far as they are missing. */
async function openConversation(
  pool: pg.Pool,
  channel: string,
  key: string,
  address: string,
  ids: Ids,
): Promise<void> {
  await pool.query(
    `WITH known AS (
       SELECT person_id FROM identities WHERE channel = $1 AND external_id = $2
     ), person AS (
       INSERT INTO people (id) SELECT $3::uuid WHERE NOT EXISTS (SELECT 1 FROM known) RETURNING id AS person_id
     ), identity AS (
       INSERT INTO identities (id, person_id, channel, external_id, address)
       SELECT $4::uuid, person_id, $1, $2, $6 FROM person
       ON CONFLICT (channel, external_id) DO NOTHING RETURNING person_id
     )
     INSERT INTO conversations (id, channel, person_id)
     SELECT $5::uuid, $1, person_id FROM (SELECT person_id FROM known UNION SELECT person_id FROM identity) p
     ON CONFLICT (channel, person_id) DO NOTHING`,
    [channel, key, ids.next(), ids.next(), ids.next(), address],
  );
}

export interface UnhandledMessage {
  seq: bigint;
  id: string;
  personId: string;
  content: InboundContent;
  attempts: number;
  receivedAt: Date;
}

/** The oldest message of a conversation that no turn has taken yet. The caller holds the conversation's lock. */
export async function findOldestUnhandled(
  tx: Pick<Tx, 'inboundMessage'>,
  conversationId: string,
): Promise<UnhandledMessage | null> {
  const row = await tx.inboundMessage.findFirst({
    where: { conversationId, handledAt: null },
    orderBy: { seq: 'asc' },
    include: { content: true },
  });
  if (!row) return null;
  const parsed = inboundContentSchema.safeParse(row.content?.body);
  return {
    seq: row.seq,
    id: row.id,
    personId: row.personId,
    content: parsed.success ? parsed.data : { kind: 'unknown', wireType: 'erased' },
    attempts: row.attempts,
    receivedAt: row.receivedAt,
  };
}

export async function markHandled(tx: Tx, messageId: string, outcome: string, at: Date): Promise<void> {
  await tx.inboundMessage.update({ where: { id: messageId }, data: { handledAt: at, outcome } });
}

export async function countAttempt(tx: Tx, messageId: string): Promise<void> {
  await tx.inboundMessage.update({ where: { id: messageId }, data: { attempts: { increment: 1 } } });
}

export async function replaceContent(tx: Tx, messageId: string, content: InboundContent): Promise<void> {
  await tx.messageContent.update({ where: { messageId }, data: { body: JSON.parse(storable(content)) } });
}

/** Conversations with a message that was not handled; for the sweep. */
export async function listWaitingConversations(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.inboundMessage.findMany({
    where: { handledAt: null },
    distinct: ['conversationId'],
    orderBy: { seq: 'asc' },
    take: limit,
    select: { conversationId: true },
  });
  return rows.map((r) => r.conversationId);
}
