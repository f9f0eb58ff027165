import type pg from 'pg';
import { z } from 'zod';
import type { ChannelName, OutboundContent } from '../domain/conversations/message.js';
import type { Tx } from './client.js';

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

const contentSchema: z.ZodType<OutboundContent> = z.discriminatedUnion('kind', [
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

/** Queues what is to be said; it leaves after the transaction has committed. */
export async function queueOutbound(tx: Tx, messages: readonly NewOutbound[], at: Date): Promise<void> {
  for (const m of messages) {
    await tx.outboundMessage.create({
      data: {
        id: m.id,
        personId: m.personId,
        channel: m.channel,
        caseId: m.caseId,
        cardId: m.content.kind === 'card' || m.content.kind === 'card-update' ? m.content.card.id : null,
        kind: m.content.kind,
        lane: lanes[m.lane],
        queuedAt: at,
        content: { create: { body: JSON.parse(JSON.stringify(m.content)) } },
      },
    });
  }
}

export interface ClaimedOutbound {
  id: string;
  personId: string;
  channel: ChannelName;
  cardId: string | null;
  to: string;
  attempts: number;
  /** Earlier messages with the same words to the same person within four hours. */
  sameBefore: number;
  content: OutboundContent | null;
}

const claimSchema = z.array(
  z.object({
    id: z.string(),
    person_id: z.string(),
    channel: z.enum(['simulator', 'terminal', 'wecom-app']),
    card_id: z.string().nullable(),
    address: z.string().nullable(),
    attempts: z.number(),
    same_before: z.coerce.number(),
    body: z.unknown(),
  }),
);

/**
 * Takes the first waiting message of each person and channel, so that one person's messages keep their order,
 * and holds it for `holdMs` of machine time. A row whose holder died is taken again.
 */
export async function claimOutbound(
  pool: pg.Pool,
  holdMs: number,
  limit: number,
): Promise<ClaimedOutbound[]> {
  const result = await pool.query(
    `WITH first AS (
       SELECT DISTINCT ON (person_id, channel) seq
       FROM outbound_messages
       WHERE state IN ('queued', 'sending')
       ORDER BY person_id, channel, lane, seq
     ), mine AS (
       SELECT o.seq FROM outbound_messages o JOIN first USING (seq)
       WHERE (o.not_before IS NULL OR o.not_before <= clock_timestamp())
         AND (o.state = 'queued' OR o.claimed_until < clock_timestamp())
       ORDER BY o.lane, o.seq LIMIT $2
       FOR UPDATE OF o SKIP LOCKED
     )
     UPDATE outbound_messages o
     SET state = 'sending', attempts = attempts + 1, claimed_until = clock_timestamp() + $1 * interval '1 millisecond'
     FROM mine
     WHERE o.seq = mine.seq
     RETURNING o.id, o.person_id, o.channel, o.card_id, o.attempts,
       (SELECT i.address FROM identities i WHERE i.person_id = o.person_id AND i.channel = o.channel LIMIT 1) AS address,
       (SELECT c.body FROM outbound_contents c WHERE c.message_id = o.id) AS body,
       (SELECT count(*) FROM outbound_messages e
          JOIN outbound_contents ec ON ec.message_id = e.id
          JOIN outbound_contents oc ON oc.message_id = o.id
        WHERE o.kind = 'text' AND e.kind = 'text' AND e.person_id = o.person_id AND e.channel = o.channel
          AND e.seq < o.seq AND e.queued_at > o.queued_at - interval '4 hours' AND ec.body = oc.body) AS same_before`,
    [holdMs, limit],
  );
  return claimSchema.parse(result.rows).map((r) => {
    const content = contentSchema.safeParse(r.body);
    return {
      id: r.id,
      personId: r.person_id,
      channel: r.channel,
      cardId: r.card_id,
      to: r.address ?? '',
      attempts: r.attempts,
      sameBefore: r.same_before,
      content: content.success ? content.data : null,
    };
  });
}

export async function markSent(tx: Tx, id: string, platformId: string | null, at: Date): Promise<void> {
  await tx.outboundMessage.update({
    where: { id },
    data: { state: 'sent', sentAt: at, platformId, claimedUntil: null, failureCode: null },
  });
}

export async function markFailed(tx: Tx, id: string, code: string): Promise<void> {
  await tx.outboundMessage.update({
    where: { id },
    data: { state: 'failed', failureCode: code, claimedUntil: null },
  });
}

/** Puts a message back until `notBefore` (machine time). */
export async function putBack(tx: Tx, id: string, notBefore: Date, code: string): Promise<void> {
  await tx.outboundMessage.update({
    where: { id },
    data: { state: 'queued', notBefore, failureCode: code, claimedUntil: null },
  });
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
