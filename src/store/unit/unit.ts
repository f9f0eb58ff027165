import type pg from 'pg';
import type { Tx } from '../client.js';
import { executeSql, isPrepared, notePrepared } from './prepared.js';
import type { Write } from './write.js';

/** A statement of the hot path. PostgreSQL keeps the plan of each by its name, for as long as a connection lives. */
export interface Statement {
  name: string;
  text: string;
  /** Tables it looks at: what waits to be written to one of them is written first. */
  reads: readonly string[];
}

/** A statement with its values; they are text, also where the column is not. */
export interface Question {
  statement: Statement;
  values: readonly string[];
}

/** Rows that were asked for together with the beginning of a unit, by `keyOf`. */
export type Opened = Map<string, pg.QueryResultRow[]>;

export function keyOf(statement: Statement, values: readonly unknown[]): string {
  return `${statement.name} ${JSON.stringify(values)}`;
}

/**
 * One unit of work: a transaction whose writes are gathered and sent together, because a statement costs more than a
 * row. Whoever reads sees what the unit wrote before: a read of a table that something waits for writes it first.
 */
export interface Unit {
  /** Runs a statement of the hot path. */
  rows<Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /** Adds a row to what waits to be written. */
  put<Row extends object>(write: Write<Row>, row: Row): void;
  /** Takes the place of a row that still waits; false when there is none with its key. */
  replace<Row extends object>(write: Write<Row>, row: Row): boolean;
  /** Prisma on this transaction, for everything that is not hot. What waits is written first. */
  tx(): Promise<Tx>;
}

/** Writes that wait, row by row, in the order in which their kinds came up. */
type Waiting = Map<Write<never>, Map<string, object>>;

interface Recorded {
  name: string;
  text: string;
  values: string[];
}

/** Statements that write, by the codes of their parts: there are as many as ways to combine them. */
const written = new Map<string, { name: string; text: string }>();

function statementOf(writes: readonly Write<never>[]): { name: string; text: string } {
  const key = writes.map((w) => w.code).join(' ');
  let statement = written.get(key);
  if (!statement) {
    const parts = writes.map((w, i) => `w${i} AS (${w.sql(i + 1)})`);
    // PostgreSQL knows a name by its first 63 characters.
    statement = { name: `record ${written.size}`, text: `WITH ${parts.join(', ')} SELECT 1` };
    written.set(key, statement);
  }
  return statement;
}

export class UnitOnConnection implements Unit {
  readonly #connection: pg.PoolClient;
  readonly #prisma: () => Promise<Tx>;
  readonly #opened: Opened;
  #waiting: Waiting = new Map();
  #count = 0;

  constructor(connection: pg.PoolClient, prisma: () => Promise<Tx>, opened: Opened) {
    this.#connection = connection;
    this.#prisma = prisma;
    this.#opened = opened;
  }

  async rows<Row extends pg.QueryResultRow>(
    statement: Statement,
    values: readonly unknown[],
  ): Promise<Row[]> {
    for (const write of this.#waiting.keys()) {
      if (statement.reads.includes(write.table)) {
        await this.flush();
        break;
      }
    }
    const opened = this.#opened.get(keyOf(statement, values));
    if (opened) return opened as Row[];
    const result = await this.#connection.query<Row>({
      name: statement.name,
      text: statement.text,
      values: [...values],
    });
    return result.rows;
  }

  put<Row extends object>(write: Write<Row>, row: Row): void {
    let rows = this.#waiting.get(write as unknown as Write<never>);
    if (!rows) {
      rows = new Map();
      this.#waiting.set(write as unknown as Write<never>, rows);
    }
    this.#count += 1;
    rows.set(write.keyOf(row) ?? `#${this.#count}`, row);
  }

  replace<Row extends object>(write: Write<Row>, row: Row): boolean {
    const rows = this.#waiting.get(write as unknown as Write<never>);
    const key = write.keyOf(row);
    if (!rows || key === null || !rows.has(key)) return false;
    rows.set(key, row);
    return true;
  }

  async tx(): Promise<Tx> {
    await this.flush();
    // Nobody tells us what Prisma writes.
    this.#opened.clear();
    return this.#prisma();
  }

  /** Writes what waits, in one statement. */
  async flush(): Promise<void> {
    const record = this.#record();
    if (record) await this.#write(record);
  }

  /** Writes what waits and commits. */
  async commit(): Promise<void> {
    const record = this.#record();
    if (record && isPrepared(this.#connection, record.name)) {
      await this.#connection.query(`${executeSql(record.name, record.values)}; COMMIT`);
      return;
    }
    if (record) await this.#write(record);
    await this.#connection.query('COMMIT');
  }

  async #write(record: Recorded): Promise<void> {
    // What was read at the beginning may be different from now on.
    this.#opened.clear();
    await this.#connection.query(record);
    notePrepared(this.#connection, record.name);
  }

  /** One statement for all that waits; afterwards nothing does. */
  #record(): Recorded | null {
    if (this.#waiting.size === 0) return null;
    const waiting = [...this.#waiting].sort(([a], [b]) => (a.code < b.code ? -1 : 1));
    this.#waiting = new Map();
    const values = waiting.map(([, rows]) => JSON.stringify([...rows.values()]));
    return { ...statementOf(waiting.map(([write]) => write)), values };
  }
}
