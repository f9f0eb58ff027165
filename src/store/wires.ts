import { createHash } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';

/** One connection inside a transaction. */
export type WireTx = Pick<pg.ClientBase, 'query'>;

/** Runs `work` in one transaction of its own. */
export async function inWireTransaction<T>(pool: pg.Pool, work: (tx: WireTx) => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  let broken = false;
  try {
    await connection.query('BEGIN');
    const result = await work(connection);
    await connection.query('COMMIT');
    return result;
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    connection.release(broken);
  }
}

/** A request as what it is compared by. */
export function printOf(request: string): string {
  return createHash('sha256').update(request).digest('base64url');
}

export interface Print {
  messageId: string;
  personId: string;
  channel: string;
  print: string;
}

/**
 * Notes what is about to be said and returns, in the same order, how often each was said before without a pause longer
 * than `memoryMs`. No two of them may be alike. The row of a print is unique, so of two processes that are about to say
 * the same to the same person only one learns 0.
 */
export async function notePrints(tx: WireTx, prints: readonly Print[], memoryMs: number): Promise<number[]> {
  const { rows } = await tx.query<{ person_id: string; channel: string; print: string; said: number }>(
    `INSERT INTO outbound_prints (person_id, channel, print, message_id, said_at)
     SELECT p.*, clock_timestamp() FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[]) p
     -- In one order everywhere, so that two of these wait for each other and never both.
     ORDER BY 1, 2, 3
     ON CONFLICT (person_id, channel, print) DO UPDATE SET
       said = CASE WHEN outbound_prints.said_at < clock_timestamp() - $5 * interval '1 millisecond'
         THEN 0 ELSE outbound_prints.said + 1 END,
       said_at = EXCLUDED.said_at,
       message_id = EXCLUDED.message_id
     RETURNING person_id, channel, print, said`,
    [
      prints.map((p) => p.personId),
      prints.map((p) => p.channel),
      prints.map((p) => p.print),
      prints.map((p) => p.messageId),
      memoryMs,
    ],
  );
  const key = (p: { person_id: string; channel: string; print: string }) =>
    `${p.person_id} ${p.channel} ${p.print}`;
  const said = new Map(rows.map((row) => [key(row), row.said]));
  return prints.map((p) => said.get(key({ person_id: p.personId, ...p })) ?? 0);
}

/** A repeat may be the one that arrives: the platform's memory begins with it. */
export async function renewPrints(pool: pg.Pool, messageIds: readonly string[]): Promise<void> {
  await pool.query(
    'UPDATE outbound_prints SET said_at = clock_timestamp() WHERE message_id = ANY($1::uuid[])',
    [messageIds],
  );
}

/** Removes what the platform has forgotten as well, for these people. */
export async function forgetPrints(
  tx: WireTx,
  personIds: readonly string[],
  memoryMs: number,
): Promise<void> {
  await tx.query(
    `DELETE FROM outbound_prints
     WHERE person_id = ANY($1::uuid[]) AND said_at < clock_timestamp() - $2 * interval '1 millisecond'`,
    [personIds, memoryMs],
  );
}

const loadSchema = z.object({
  person_id: z.string(),
  channel: z.string(),
  minute: z.coerce.number(),
  hour: z.coerce.number(),
});

/** How many requests went to these people in the last minute and the last hour, by `person channel`. */
export async function countLately(
  tx: WireTx,
  personIds: readonly string[],
): Promise<Map<string, { minute: number; hour: number }>> {
  const { rows } = await tx.query(
    `SELECT person_id, channel, count(*) AS hour,
       count(*) FILTER (WHERE said_at > clock_timestamp() - interval '1 minute') AS minute
     FROM outbound_prints
     WHERE person_id = ANY($1::uuid[]) AND said_at > clock_timestamp() - interval '1 hour'
     GROUP BY person_id, channel`,
    [personIds],
  );
  return new Map(
    z
      .array(loadSchema)
      .parse(rows)
      .map(({ person_id, channel, minute, hour }) => [`${person_id} ${channel}`, { minute, hour }]),
  );
}

/** Takes the newest unused right to update each of these cards, granted after `notBefore`; by card. */
export async function takeRights(
  tx: WireTx,
  cardIds: readonly string[],
  now: Date,
  notBefore: Date,
): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ card_id: string; code: string }>(
    `UPDATE card_handles h SET used_at = $2
     WHERE h.used_at IS NULL AND h.id IN (
       SELECT DISTINCT ON (card_id) id FROM card_handles
       WHERE card_id = ANY($1::text[]) AND used_at IS NULL AND granted_at > $3
       ORDER BY card_id, granted_at DESC, id)
     RETURNING h.card_id, h.code`,
    [cardIds, now, notBefore],
  );
  return new Map(rows.map((row) => [row.card_id, row.code]));
}

/** Of these, the messages that are still held by this claim and not erased; they stay so until the transaction ends. */
export async function lockHeld(
  tx: WireTx,
  claimed: readonly { id: string; claim: string }[],
): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT o.id
     FROM unnest($1::uuid[], $2::uuid[]) h(id, claim)
     JOIN outbound_messages o ON o.id = h.id AND o.claim = h.claim AND o.state = 'sending'
     JOIN outbound_contents c ON c.message_id = o.id
     ORDER BY o.seq
     FOR NO KEY UPDATE OF o, c`,
    [claimed.map((m) => m.id), claimed.map((m) => m.claim)],
  );
  return new Set(rows.map((row) => row.id));
}

/** Stores requests before they are sent. */
export async function storeWires(
  tx: WireTx,
  wires: readonly { id: string; wire: readonly string[] }[],
): Promise<void> {
  await tx.query(
    `UPDATE outbound_contents c SET wire = array(SELECT jsonb_array_elements_text(w.wire))
     FROM unnest($1::uuid[], $2::jsonb[]) w(id, wire)
     WHERE c.message_id = w.id`,
    [wires.map((w) => w.id), wires.map((w) => JSON.stringify(w.wire))],
  );
}
