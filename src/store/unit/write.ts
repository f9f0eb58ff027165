/** What can be recorded in one kind of table: rows that are added, or rows that are changed by their key. */
export interface Write<Row extends object> {
  /** Short and its own: the names of a statement's writes together name the statement. */
  readonly code: string;
  readonly table: string;
  /** The statement, its rows coming as one JSON array in the parameter with this number. */
  sql(parameter: number): string;
  /** Rows with the same key take each other's place while they wait; null: every row stays. */
  keyOf(row: Row): string | null;
}

/** Name and type of each field's column, for example `case_id uuid`. */
type Columns<Row> = { readonly [Field in keyof Row]-?: string };

function nameOf(column: string): string {
  return column.slice(0, column.indexOf(' '));
}

function typeOf(column: string): string {
  return column.slice(column.indexOf(' ') + 1);
}

/** The JSON rows as a table whose columns bear the names of the fields, in the order in which they were given. */
function asTable(columns: Record<string, string>, parameter: number): string {
  const fields = Object.entries(columns).map(([field, column]) => `"${field}" ${typeOf(column)}`);
  return `ROWS FROM (jsonb_to_recordset($${parameter}::jsonb) AS (${fields.join(', ')})) WITH ORDINALITY AS r(${Object.keys(
    columns,
  )
    .map((field) => `"${field}"`)
    .join(', ')}, "ordinal#")`;
}

/** Adds rows; those of a table with a running number are numbered in the order in which they were given. */
export function insertInto<Row extends object>(
  code: string,
  table: string,
  columns: Columns<Row>,
  keyOf: (row: Row) => string | null = () => null,
): Write<Row> {
  const fields: Record<string, string> = columns;
  const names = Object.values(fields).map(nameOf).join(', ');
  const values = Object.keys(fields)
    .map((field) => `r."${field}"`)
    .join(', ');
  return {
    code,
    table,
    keyOf,
    sql: (parameter) =>
      `INSERT INTO ${table} (${names}) SELECT ${values} FROM ${asTable(fields, parameter)} ORDER BY r."ordinal#"`,
  };
}

/** Changes the rows whose `key` column is given; a row given twice counts as it was given last. */
export function updateOf<Row extends object, Key extends keyof Row & string>(
  code: string,
  table: string,
  key: Key,
  columns: Columns<Row>,
): Write<Row> {
  const fields: Record<string, string> = columns;
  const changes = Object.entries(fields)
    .filter(([field]) => field !== key)
    .map(([field, column]) => `${nameOf(column)} = r."${field}"`);
  const column = nameOf(fields[key] ?? '');
  return {
    code,
    table,
    keyOf: (row) => String(row[key]),
    sql: (parameter) =>
      `UPDATE ${table} t SET ${changes.join(', ')} FROM ${asTable(fields, parameter)} WHERE t.${column} = r."${key}"`,
  };
}
