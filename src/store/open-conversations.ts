import type pg from 'pg';
import type { Ids } from '../shared/ids.js';

/**
 * Makes identity, person and conversation of each sender as far as they are missing. The identity decides: a person is
 * made only with an identity that was really new, so that of two processes neither leaves a person without a name
 * behind. Foreign keys are checked at the end of the statement. Written in the order of the keys, against deadlocks.
 */
const statement = `
WITH given AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::json)
    AS g(channel text, key text, address text, identity uuid, person uuid, conversation uuid)
), fresh AS (
  INSERT INTO identities (id, person_id, channel, external_id, address)
  SELECT identity, person, channel, key, address FROM given ORDER BY channel, key
  ON CONFLICT (channel, external_id) DO NOTHING RETURNING person_id, channel, external_id
), person AS (
  INSERT INTO people (id) SELECT person_id FROM fresh
), known AS (
  SELECT i.person_id, i.channel, i.external_id FROM identities i
  JOIN given g ON g.channel = i.channel AND g.key = i.external_id
)
INSERT INTO conversations (id, channel, person_id)
SELECT g.conversation, g.channel, o.person_id
FROM (SELECT * FROM known UNION SELECT * FROM fresh) o
JOIN given g ON g.channel = o.channel AND g.key = o.external_id
ORDER BY g.channel, g.key
ON CONFLICT (channel, person_id) DO NOTHING`;

export async function openConversations(
  database: Pick<pg.Pool, 'query'>,
  senders: readonly { channel: string; address: string }[],
  ids: Ids,
): Promise<void> {
  const rows = new Map<string, unknown>();
  for (const { channel, address } of senders) {
    const key = address.toLowerCase();
    const at = JSON.stringify([channel, key]);
    if (rows.has(at)) continue;
    rows.set(at, {
      channel,
      key,
      address,
      identity: ids.next(),
      person: ids.next(),
      conversation: ids.next(),
    });
  }
  await database.query(statement, [JSON.stringify([...rows.values()])]);
}
