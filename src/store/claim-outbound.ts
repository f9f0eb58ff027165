import type pg from 'pg';
import { z } from 'zod';
import type { ChannelName, OutboundContent } from '../domain/conversations/message.js';
import { contentSchema } from './outbox.js';

/** One message to be sent, held by whoever has its `claim`. */
export interface ClaimedOutbound {
  id: string;
  claim: string;
  personId: string;
  channel: ChannelName;
  cardId: string | null;
  lane: number;
  /** Empty: the person has no address on this channel (any more). */
  to: string;
  /** This one included. */
  attempts: number;
  /** Since when every attempt failed, in milliseconds until now; null if the last one did not. */
  failingForMs: number | null;
  /** The stored requests; empty before the first attempt. */
  wire: string[];
  /** How many of them were accepted. */
  partsSent: number;
  /** Null: erased. */
  content: OutboundContent | null;
}

const rowSchema = z.object({
  id: z.string(),
  person_id: z.string(),
  channel: z.enum(['simulator', 'terminal', 'wecom-app']),
  card_id: z.string().nullable(),
  lane: z.number(),
  address: z.string().nullable(),
  attempts: z.number(),
  failing_for_ms: z.coerce.number().nullable(),
  parts_sent: z.number(),
  body: z.unknown(),
  wire: z.array(z.string()).nullable(),
});

export interface ClaimOrder {
  /** New for each claim; marks are taken from whoever has it. */
  claim: string;
  /** Machine time for which the rows are held, if the process lives for so long. */
  holdMs: number;
  /** Number of this process; null: the rows are held for that time whatever becomes of it. */
  heldBy: number | null;
  limit: number;
  /** This channel only, also if it rests. */
  only?: string;
}

/**
 * Takes the first waiting message of each person and channel, so that one person's messages keep their order also while
 * the first waits for its next attempt; danger (lane 0) goes ahead of everything. Channels that rest are left alone. A
 * row whose time is over is taken again; `freeClaims` ends the time of those whose holder died.
 *
 * Two claims at once never hold two messages of one order: a message behind another becomes the first only once the one
 * before is settled, which both can see only after it was committed.
 */
export async function claimOutbound(pool: pg.Pool, order: ClaimOrder): Promise<ClaimedOutbound[]> {
  const { holdMs, limit, claim, only, heldBy } = order;
  const result = await pool.query(claimSql, [holdMs, limit, claim, only ?? null, heldBy]);
  return z
    .array(rowSchema)
    .parse(result.rows)
    .map((r) => {
      const content = contentSchema.safeParse(r.body);
      return {
        id: r.id,
        claim,
        personId: r.person_id,
        channel: r.channel,
        cardId: r.card_id,
        lane: r.lane,
        to: r.address ?? '',
        attempts: r.attempts,
        failingForMs: r.failing_for_ms,
        wire: r.wire ?? [],
        partsSent: r.parts_sent,
        content: content.success ? content.data : null,
      };
    });
}

const due = `o.state IN ('queued', 'sending')
      AND (o.not_before IS NULL OR o.not_before <= clock_timestamp())
      AND (o.state = 'queued' OR o.claimed_until < clock_timestamp())`;

/**
 * Exported for the test that looks at its plan. OFFSET 0 keeps the two questions apart: else the planner, which cannot
 * know how many are their receiver's first, would ask it of all that waits before it took any. Four times as many are
 * looked at as are wanted, as other workers may be taking the same.
 */
export const claimSql = `
  WITH first AS MATERIALIZED (
    SELECT w.seq FROM (
      SELECT o.seq, o.person_id, o.channel FROM outbound_messages o
      WHERE ${due}
        AND ($4::text IS NULL OR o.channel = $4)
        AND ($4::text IS NOT NULL OR o.channel <> ALL (ARRAY(
          SELECT substr(key, 7) FROM settings WHERE starts_with(key, 'pause:'))))
      ORDER BY o.lane, o.seq OFFSET 0
    ) w
    WHERE w.seq = (
      SELECT e.seq FROM outbound_messages e
      WHERE e.person_id = w.person_id AND e.channel = w.channel AND e.state IN ('queued', 'sending')
      ORDER BY e.lane > 0, e.seq LIMIT 1)
    LIMIT 4 * $2::int
  ), mine AS MATERIALIZED (
    SELECT o.seq FROM first JOIN outbound_messages o USING (seq)
    WHERE ${due}
    ORDER BY o.lane, o.seq
    LIMIT $2
    FOR UPDATE OF o SKIP LOCKED
  )
  UPDATE outbound_messages o
  SET state = 'sending', attempts = o.attempts + 1, claim = $3::uuid,
    claimed_until = clock_timestamp() + $1 * interval '1 millisecond', held_by = $5::int
  FROM mine
  WHERE o.seq = mine.seq
  RETURNING o.id, o.person_id, o.channel, o.card_id, o.lane, o.attempts, o.parts_sent,
    extract(epoch FROM clock_timestamp() - o.failing_since) * 1000 AS failing_for_ms,
    (SELECT i.address FROM identities i WHERE i.person_id = o.person_id AND i.channel = o.channel LIMIT 1) AS address,
    (SELECT c.body FROM outbound_contents c WHERE c.message_id = o.id) AS body,
    (SELECT c.wire FROM outbound_contents c WHERE c.message_id = o.id) AS wire`;
