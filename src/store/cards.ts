import type { Ids } from '../shared/ids.js';
import { caseFileOf } from './case-file.js';
import { perUnit } from './unit/memory.js';
import type { Question, Statement, Unit } from './unit/unit.js';
import { insertInto, updateOf } from './unit/write.js';

export interface CardRow {
  id: string;
  personId: string;
  channel: string;
  caseId: string | null;
  purpose: string;
  revision: number;
  settledAt: Date | null;
  settledBy: string | null;
}

/** A card together with what its holder was sent; null when that was erased or never sent. */
export interface SentCard extends CardRow {
  body: unknown;
}

type NewCard = Omit<CardRow, 'settledAt' | 'settledBy'> & { createdAt: Date };

const newCards = insertInto<NewCard>('card', 'cards', {
  id: 'id text',
  personId: 'person_id uuid',
  channel: 'channel text',
  caseId: 'case_id uuid',
  purpose: 'purpose text',
  revision: 'revision int',
  createdAt: 'created_at timestamptz',
});

const settledCards = updateOf<{ id: string; settledAt: Date; settledBy: string }, 'id'>(
  'card-settled',
  'cards',
  'id',
  { id: 'id text', settledAt: 'settled_at timestamptz', settledBy: 'settled_by text' },
);

const newHandles = insertInto<{ id: string; cardId: string; code: string; grantedAt: Date }>(
  'card-handle',
  'card_handles',
  { id: 'id uuid', cardId: 'card_id text', code: 'code text', grantedAt: 'granted_at timestamptz' },
);

function select(name: string, where: string): Statement {
  return {
    name: `cards ${name}`,
    reads: ['cards', 'outbound_messages', 'outbound_contents'],
    text: `SELECT c.id, c.person_id AS "personId", c.channel, c.case_id AS "caseId", c.purpose, c.revision,
        c.settled_at AS "settledAt", c.settled_by AS "settledBy",
        (SELECT oc.body FROM outbound_messages o JOIN outbound_contents oc ON oc.message_id = o.id
         WHERE o.card_id = c.id AND o.kind = 'card' LIMIT 1) AS body
      FROM cards c ${where}`,
  };
}

const byId = select('by id', 'WHERE c.id = $1');
const openOfCase = select('open of a case', 'WHERE c.case_id = $1 AND c.settled_at IS NULL');
/**
 * Cards of one conversation. Scalar subqueries and OFFSET 0 leave the planner one way only: by the person. It keeps its
 * plan from days when it knew nothing of the tables, and would look for one person's open cards among those of everybody.
 */
const openIn = `WHERE c.id = ANY (ARRAY(
    SELECT o.id FROM (
      SELECT id, settled_at FROM cards
      WHERE person_id = (SELECT person_id FROM conversations WHERE id = $1)
        AND channel = (SELECT channel FROM conversations WHERE id = $1) OFFSET 0
    ) o WHERE o.settled_at IS NULL))`;
const newestOpen = select('newest open', `${openIn} ORDER BY c.created_at DESC LIMIT 1`);
const openChoices = select(
  'open choices',
  `${openIn} AND c.case_id IS NULL AND c.purpose = ANY ($2::text[])`,
);
const openAlert: Statement = {
  name: 'cards open alert',
  reads: ['cards'],
  text: `SELECT case_id AS "caseId" FROM cards
    WHERE person_id = $1 AND purpose = 'alert' AND settled_at IS NULL ORDER BY created_at DESC LIMIT 1`,
};
const alerted: Statement = {
  name: 'cards alerted',
  reads: ['cards'],
  text: `SELECT DISTINCT person_id AS "personId" FROM cards WHERE case_id = $1 AND purpose = 'alert'`,
};

/** Cards that a unit has read, as it left them. */
const seenIn = perUnit(() => new Map<string, SentCard>());

async function read(unit: Unit, statement: Statement, values: readonly unknown[]): Promise<SentCard[]> {
  const rows = await unit.rows<SentCard>(statement, values);
  for (const row of rows) seenIn(unit).set(row.id, row);
  return rows;
}

export function insertCard(unit: Unit, card: NewCard): void {
  unit.put(newCards, card);
  if (card.purpose !== 'alert' || card.caseId === null) return;
  const file = caseFileOf(unit, card.caseId);
  if (file.alerted && !file.alerted.includes(card.personId)) file.alerted = [...file.alerted, card.personId];
}

export async function findCard(unit: Unit, id: string): Promise<SentCard | null> {
  const known = seenIn(unit).get(id);
  return known ?? (await read(unit, byId, [id]))[0] ?? null;
}

/** Cards of a case whose buttons still work. */
export function listOpenCards(unit: Unit, caseId: string): Promise<SentCard[]> {
  return read(unit, openOfCase, [caseId]);
}

/** The newest card of a conversation that still works, for "1", "2" typed instead of a tap. */
export async function findNewestOpenCard(unit: Unit, conversationId: string): Promise<SentCard | null> {
  return (await read(unit, newestOpen, [conversationId]))[0] ?? null;
}

/** The same question, to be asked at the beginning of a unit. */
export function askForNewestOpenCard(conversationId: string): Question {
  return { statement: newestOpen, values: [conversationId] };
}

/** Cards of a conversation that belong to no case and still work. */
export function listOpenChoices(
  unit: Unit,
  conversationId: string,
  purposes: readonly string[],
): Promise<SentCard[]> {
  return read(unit, openChoices, askForOpenChoices(conversationId, purposes).values);
}

/** The same question, to be asked at the beginning of a unit. */
export function askForOpenChoices(conversationId: string, purposes: readonly string[]): Question {
  return { statement: openChoices, values: [conversationId, `{${purposes.join(',')}}`] };
}

/** Whether this unit has settled the card since it was read. */
export function isSettledNow(unit: Unit, id: string): boolean {
  return seenIn(unit).get(id)?.settledAt != null;
}

/** The case of the newest alert card that a person holds and that still works. */
export async function findOpenAlert(unit: Unit, personId: string): Promise<string | null> {
  return (await unit.rows<{ caseId: string | null }>(openAlert, [personId]))[0]?.caseId ?? null;
}

/** Who was sent the alert of an emergency. */
export async function listAlerted(unit: Unit, caseId: string): Promise<readonly string[]> {
  const file = caseFileOf(unit, caseId);
  file.alerted ??= (await unit.rows<{ personId: string }>(alerted, [caseId])).map((r) => r.personId);
  return file.alerted;
}

export function settleCard(unit: Unit, id: string, by: string, at: Date): void {
  unit.put(settledCards, { id, settledAt: at, settledBy: by });
  const seen = seenIn(unit);
  const card = seen.get(id);
  if (card) seen.set(id, { ...card, settledAt: at, settledBy: by });
}

/** Keeps a platform's right to update a card once. */
export function keepHandle(unit: Unit, cardId: string, code: string, at: Date, ids: Ids): void {
  unit.put(newHandles, { id: ids.next(), cardId, code, grantedAt: at });
}
