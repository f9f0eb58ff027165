import type pg from 'pg';

/** How an attempt ended. */
export type Outcome =
  /** `code`: done, though not in the usual way. */
  | { state: 'sent'; platformId?: string; responseCode?: string; code?: string }
  | { state: 'failed'; code: string }
  | {
      state: 'queued';
      code: string;
      waitMs: number;
      /** False: the attempt says nothing about this message and does not count. */
      counted: boolean;
      /** True: the stored requests are of no use any more. */
      rewrite?: boolean;
    };

export interface Settlement {
  id: string;
  /** Only its holder may settle a message: one who was away for too long changes nothing. */
  claim: string;
  cardId: string | null;
  /** For the right to update a card that came with it. */
  handleId: string;
  outcome: Outcome;
}

/**
 * Settles many at once. `now` is the product's clock; waits are the machine's. A right to update a card is kept even
 * when another process holds the message by now, as the platform gives it only once.
 */
export async function settleOutbound(pool: pg.Pool, all: readonly Settlement[], now: Date): Promise<void> {
  const column = <T>(pick: (s: Settlement) => T) => all.map(pick);
  const queued = ({ outcome }: Settlement) => (outcome.state === 'queued' ? outcome : null);
  const sent = ({ outcome }: Settlement) => (outcome.state === 'sent' ? outcome : null);
  await pool.query(settleSql, [
    column((s) => s.id),
    column((s) => s.claim),
    column((s) => s.outcome.state),
    column((s) => s.outcome.code ?? null),
    column((s) => queued(s)?.waitMs ?? 0),
    column((s) => queued(s)?.counted ?? true),
    column((s) => queued(s)?.rewrite ?? false),
    column((s) => sent(s)?.platformId ?? null),
    column((s) => sent(s)?.responseCode ?? null),
    column((s) => s.cardId),
    column((s) => s.handleId),
    now,
  ]);
}

const settleSql = `
  WITH ended AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::float8[], $6::boolean[], $7::boolean[],
      $8::text[], $9::text[], $10::text[], $11::uuid[])
      AS e(id, claim, state, code, wait_ms, counted, rewrite, platform_id, response_code, card_id, handle_id)
  ), rights AS (
    INSERT INTO card_handles (id, card_id, code, granted_at)
    SELECT e.handle_id, e.card_id, e.response_code, $12
    FROM ended e JOIN cards c ON c.id = e.card_id
    WHERE e.response_code IS NOT NULL
  ), settled AS (
    UPDATE outbound_messages o SET
      state = e.state,
      failure_code = e.code,
      platform_id = coalesce(e.platform_id, o.platform_id),
      sent_at = CASE WHEN e.state = 'sent' THEN $12::timestamptz END,
      not_before = CASE WHEN e.state = 'queued' THEN clock_timestamp() + e.wait_ms * interval '1 millisecond' END,
      attempts = CASE WHEN e.counted THEN o.attempts ELSE o.attempts - 1 END,
      failing_since = CASE WHEN e.state = 'queued' AND e.counted THEN coalesce(o.failing_since, clock_timestamp()) END,
      parts_sent = CASE WHEN e.rewrite THEN 0 ELSE o.parts_sent END,
      claim = NULL,
      claimed_until = NULL,
      held_by = NULL
    FROM ended e
    WHERE o.id = e.id AND o.claim = e.claim AND o.state = 'sending'
    RETURNING o.id, e.rewrite
  )
  UPDATE outbound_contents c SET wire = '{}' FROM settled s WHERE s.rewrite AND c.message_id = s.id`;

/** Another part was accepted. Holds the message for longer; false if another process holds it by now. */
export async function markPart(
  pool: pg.Pool,
  held: { id: string; claim: string },
  partsSent: number,
  holdMs: number,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE outbound_messages
     SET parts_sent = $3, claimed_until = clock_timestamp() + $4 * interval '1 millisecond'
     WHERE id = $1 AND claim = $2 AND state = 'sending'`,
    [held.id, held.claim, partsSent, holdMs],
  );
  return rowCount === 1;
}
