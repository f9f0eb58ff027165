import pg from 'pg';

/** Statements that a connection has prepared, by their names; forgotten with the connection. */
const preparedOn = new WeakMap<pg.PoolClient, Set<string>>();

function preparedBy(connection: pg.PoolClient): Set<string> {
  let names = preparedOn.get(connection);
  if (!names) {
    names = new Set();
    preparedOn.set(connection, names);
  }
  return names;
}

export function isPrepared(connection: pg.PoolClient, name: string): boolean {
  return preparedBy(connection).has(name);
}

export function notePrepared(connection: pg.PoolClient, name: string): void {
  preparedBy(connection).add(name);
}

/**
 * A prepared statement with its values as plain SQL, so that it can be sent together with others: each journey to the
 * server and back costs as much as the look-up itself.
 */
export function executeSql(name: string, values: readonly string[]): string {
  const given = values.map(quoted).join(', ');
  return `EXECUTE ${pg.escapeIdentifier(name)}${values.length > 0 ? `(${given})` : ''}`;
}

/** As the driver's own escapeLiteral, which goes through a record of 10 kB character by character. */
function quoted(value: string): string {
  const doubled = value.replaceAll("'", "''");
  return value.includes('\\') ? `E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
}
