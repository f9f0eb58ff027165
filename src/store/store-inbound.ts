import type pg from 'pg';
import { z } from 'zod';
import type { InboundContent, InboundMessage } from '../domain/conversations/message.js';
import type { Ids } from '../shared/ids.js';
import { openConversations } from './open-conversations.js';

/** A message and the instant at which it came, by the product's clock. */
export interface Arrival {
  message: InboundMessage;
  receivedAt: Date;
}

export interface Stored {
  outcome: 'stored' | 'duplicate';
  /** Null for a repeat. */
  messageId: string | null;
  conversationId: string;
}

/**
 * Numbers are drawn in the order of arrival, which is the order in which turns take them; rows are written in the
 * order of their keys, so that two processes with the same repeats wait for each other instead of deadlocking.
 * `IS TRUE` makes a hash table of the stored ids: as a join they are compared each with each, a tenth of the time of
 * a batch. `last_seen_at` is coarse on purpose, and a row that somebody else holds is passed over: nobody waits for it.
 */
const statement = `
WITH given AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json)
    AS g(n int, channel text, sender text, id uuid, key text, kind text, at timestamptz, body jsonb)
), who AS MATERIALIZED (
  SELECT g.*, i.id AS identity_id, i.last_seen_at, i.person_id, c.id AS conversation_id
  FROM given g
  JOIN identities i ON i.channel = g.channel AND i.external_id = g.sender
  JOIN conversations c ON c.person_id = i.person_id AND c.channel = i.channel
), numbered AS MATERIALIZED (
  SELECT nextval('inbound_messages_seq_seq') AS seq, o.* FROM (SELECT * FROM who ORDER BY n) o
), stored AS (
  INSERT INTO inbound_messages (seq, id, channel, external_key, conversation_id, person_id, kind, received_at)
  SELECT seq, id, channel, key, conversation_id, person_id, kind, at FROM numbered ORDER BY channel, key, n
  ON CONFLICT (channel, external_key) DO NOTHING RETURNING id
), content AS (
  INSERT INTO message_contents (message_id, body)
  SELECT id, body FROM numbered WHERE (id IN (SELECT id FROM stored)) IS TRUE
), stale AS (
  SELECT i.id, w.at FROM identities i JOIN (
    SELECT identity_id, max(at) AS at FROM who
    WHERE last_seen_at IS NULL OR last_seen_at < at - interval '10 seconds' GROUP BY identity_id
  ) w ON w.identity_id = i.id
  FOR NO KEY UPDATE OF i SKIP LOCKED
), seen AS (
  UPDATE identities i SET last_seen_at = greatest(i.last_seen_at, s.at) FROM stale s WHERE i.id = s.id
)
SELECT n, id, conversation_id AS "conversationId", id IN (SELECT id FROM stored) AS "isNew" FROM numbered`;

const rowSchema = z.object({ n: z.int(), id: z.string(), conversationId: z.string(), isNew: z.boolean() });

/** The second round finds whom the first one made; a person erased in that instant is made once more. */
const maxRounds = 3;

/**
 * Stores messages in the order given and says for each whether it was new. A repeat of an external key stores nothing,
 * also within one call. One statement when the senders are known, which is nearly always; two more for those who write
 * for the first time. After an error some may be stored: calling again is safe.
 */
export async function storeInbound(
  database: Pick<pg.Pool, 'query'>,
  arrivals: readonly Arrival[],
  ids: Ids,
): Promise<Stored[]> {
  const found = new Map<number, Stored>();
  let missing = arrivals.map((arrival, n) => ({ n, arrival }));
  for (let round = 1; missing.length > 0; round++) {
    if (round > maxRounds) throw new Error('a sender could not be opened');
    if (round > 1) await openConversations(database, missing.map(sender), ids);
    const { rows } = await database.query({
      name: 'store-inbound',
      text: statement,
      values: [`[${missing.map((each) => rowOf(each, ids)).join(',')}]`],
    });
    for (const row of rows) {
      const { n, id, conversationId, isNew } = rowSchema.parse(row);
      found.set(n, {
        outcome: isNew ? 'stored' : 'duplicate',
        messageId: isNew ? id : null,
        conversationId,
      });
    }
    missing = missing.filter(({ n }) => !found.has(n));
  }
  return arrivals.map((_arrival, n) => {
    const stored = found.get(n);
    if (!stored) throw new Error('a message was neither stored nor known');
    return stored;
  });
}

interface Numbered {
  n: number;
  arrival: Arrival;
}

function sender({ arrival: { message } }: Numbered): { channel: string; address: string } {
  return { channel: message.channel, address: message.senderKey };
}

function rowOf({ n, arrival: { message, receivedAt } }: Numbered, ids: Ids): string {
  const row = JSON.stringify({
    n,
    channel: message.channel,
    sender: message.senderKey.toLowerCase(),
    id: ids.next(),
    key: message.externalKey,
    kind: message.content.kind,
    at: receivedAt,
  });
  return `${row.slice(0, -1)},"body":${storableJson(message.content)}}`;
}

/**
 * PostgreSQL's text cannot hold U+0000, and half of a surrogate pair is no UTF-8. JSON writes both as \u escapes,
 * which ordinary words never contain, so the search is made only where one was seen.
 */
function storableJson(content: InboundContent): string {
  const json = JSON.stringify(content);
  if (!json.includes('\\u')) return json;
  return JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value,
  );
}
