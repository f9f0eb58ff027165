import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { UnitOnConnection } from '../src/store/unit/unit.js';

/** Tables that a turn adds rows to, parents first, and the columns that the database fills. */
const tables = [
  'cards',
  'outbound_messages',
  'outbound_contents',
  'cases',
  'case_texts',
  'case_notes',
  'events',
  'deadlines',
  'reminders',
] as const;
const filledByDatabase = new Set(['seq', 'recorded_at']);

type Row = Record<string, unknown>;
type Snapshot = ReadonlyMap<string, readonly Row[]>;

interface Read {
  name: string;
  text: string;
  values: readonly unknown[];
}

/** One person in a conversation, and the message that waits in it. */
export interface Talker {
  personId: string;
  conversationId: string;
  messageId: string;
}

/** What one turn of the product read and wrote, to be done again by hand for other people. */
export interface TurnTrace {
  of: Talker;
  reads: readonly Read[];
  rows: Snapshot;
  dialog: unknown;
  outcome: string;
  greeted: boolean;
  settledCards: readonly string[];
}

/** Runs one turn of the product and notes the statements by which it read, and the rows it left behind. */
export async function traceTurn(pool: pg.Pool, of: Talker, turn: () => Promise<void>): Promise<TurnTrace> {
  const before = await snapshot(pool);
  const statements: Read[] = [];
  const original = UnitOnConnection.prototype.rows;
  UnitOnConnection.prototype.rows = function rows(this: UnitOnConnection, statement, values) {
    statements.push({ ...statement, values });
    return Reflect.apply(original, this, [statement, values]);
  } as typeof original;
  try {
    await turn();
  } finally {
    UnitOnConnection.prototype.rows = original;
  }
  const after = await snapshot(pool);
  const one = async (text: string, id: string): Promise<Row> =>
    (await pool.query<Row>(text, [id])).rows[0] ?? {};
  const message = await one('SELECT outcome FROM inbound_messages WHERE id = $1', of.messageId);
  const conversation = await one('SELECT dialog FROM conversations WHERE id = $1', of.conversationId);
  return {
    of,
    reads: statements,
    rows: new Map(tables.map((table) => [table, added(before.get(table), after.get(table))])),
    dialog: conversation.dialog,
    outcome: String(message.outcome),
    greeted: added(before.get('greeted'), after.get('greeted')).length > 0,
    settledCards: added(before.get('settled'), after.get('settled')).map((row) => String(row.id)),
  };
}

async function snapshot(pool: pg.Pool): Promise<Snapshot> {
  const found = new Map<string, Row[]>();
  for (const table of tables) found.set(table, (await pool.query<Row>(`SELECT * FROM ${table}`)).rows);
  const greeted = await pool.query<Row>('SELECT id FROM people WHERE greeted_at IS NOT NULL');
  const settled = await pool.query<Row>('SELECT id FROM cards WHERE settled_at IS NOT NULL');
  return found.set('greeted', greeted.rows).set('settled', settled.rows);
}

function keyOf(row: Row): string {
  return String(row.id ?? row.message_id ?? row.case_id) + String(row.n ?? '');
}

function added(before: readonly Row[] = [], after: readonly Row[] = []): Row[] {
  const known = new Set(before.map(keyOf));
  return after.filter((row) => !known.has(keyOf(row)));
}

/** Ids of the traced turn and what stands in their place for another person. */
type Names = Map<unknown, unknown>;

/** Inserts of the traced rows, one statement of many rows for each table, made ready once. */
export function prepareByHand(trace: TurnTrace) {
  const own = new Set<unknown>();
  for (const rows of trace.rows.values())
    for (const row of rows) for (const column of ['id', 'number']) if (row[column]) own.add(row[column]);
  const inserts = [...trace.rows]
    .filter(([, rows]) => rows.length > 0)
    .map(([table, rows]) => {
      const columns = Object.keys(rows[0] ?? {}).filter((c) => !filledByDatabase.has(c));
      const line = (r: number) => columns.map((_c, i) => `$${r * columns.length + i + 1}`).join(', ');
      const places = rows.map((_row, r) => `(${line(r)})`).join(', ');
      return {
        name: `by hand ${trace.outcome} ${table}`,
        text: `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${places}`,
        cells: rows.flatMap((row) => columns.map((c) => row[c])),
      };
    });

  /** The same reads and rows for somebody else, in one transaction. `names` goes on from one turn to the next. */
  return async (client: pg.PoolClient, who: Talker, names: Names): Promise<void> => {
    names.set(trace.of.personId, who.personId);
    names.set(trace.of.conversationId, who.conversationId);
    names.set(trace.of.messageId, who.messageId);
    for (const id of own) if (!names.has(id)) names.set(id, randomUUID());
    const named = (value: unknown) => {
      const other = names.get(value);
      if (other !== undefined) return other;
      return typeof value === 'object' && value !== null && !(value instanceof Date) && !Array.isArray(value)
        ? JSON.stringify(value)
        : value;
    };
    await client.query('BEGIN');
    for (const { name, text, values } of trace.reads)
      await client.query({ name, text, values: values.map(named) });
    for (const { name, text, cells } of inserts) await client.query({ name, text, values: cells.map(named) });
    await client.query({
      name: 'by hand handled',
      text: 'UPDATE inbound_messages SET handled_at = $2, outcome = $3 WHERE id = $1',
      values: [who.messageId, new Date(), trace.outcome],
    });
    await client.query({
      name: 'by hand dialog',
      text: 'UPDATE conversations SET dialog = $2, updated_at = $3 WHERE id = $1',
      values: [who.conversationId, JSON.stringify(trace.dialog), new Date()],
    });
    if (trace.greeted) {
      await client.query({
        name: 'by hand greeted',
        text: 'UPDATE people SET greeted_at = $2 WHERE id = $1',
        values: [who.personId, new Date()],
      });
    }
    if (trace.settledCards.length > 0) {
      await client.query({
        name: 'by hand settled',
        text: 'UPDATE cards SET settled_at = $2, settled_by = $3 WHERE id = ANY ($1)',
        values: [trace.settledCards.map(named), new Date(), 'tapped'],
      });
    }
    await client.query('COMMIT');
  };
}
