import type pg from 'pg';
import type { Tx } from '../client.js';
import type { Write } from './write.js';

/** A statement of the hot path. PostgreSQL keeps the plan of each by its name, for as long as a connection lives. */
export interface Statement {
  name: string;
  text: string;
  /** Tables it looks at: what waits to be written to one of them is written first. */
  reads: readonly string[];
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
  #waiting: Waiting = new Map();
  #count = 0;

  constructor(connection: pg.PoolClient, prisma: () => Promise<Tx>) {
    this.#connection = connection;
    this.#prisma = prisma;
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
    return this.#prisma();
  }

  /** Writes what waits, in one statement. */
  async flush(): Promise<void> {
    if (this.#waiting.size === 0) return;
    const waiting = [...this.#waiting].sort(([a], [b]) => (a.code < b.code ? -1 : 1));
    this.#waiting = new Map();
    const { name, text } = statementOf(waiting.map(([write]) => write));
    const values = waiting.map(([, rows]) => JSON.stringify([...rows.values()]));
    await this.#connection.query({ name, text, values });
  }
}
