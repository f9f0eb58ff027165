import type { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  DriverAdapterError,
  isDriverAdapterError,
  type SqlDriverAdapter,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

type PrismaPgAdapter = Awaited<ReturnType<PrismaPg['connect']>>;

/** PostgreSQL's one-byte type "char", met only in its own catalogue (pg_constraint.contype and the like). */
const catalogueCharOid = 18;

/**
 * Prisma's adapter as the schema engine needs it. It alone cannot read the catalogue's "char" columns
 * (github.com/prisma/orm/issues/27403 is the same gap for another type), and it cuts a script at every
 * semicolon, also inside a function. Sent whole, a migration is one transaction: it applies or it does not.
 */
export function forSchemaEngine(adapter: PrismaPgAdapter): SqlDriverAdapter {
  const pool: pg.Pool = adapter.underlyingDriver();
  // The engine closes some of its connections and leaves others to us; a second close is an error.
  let disposed: Promise<void> | undefined;
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    executeRaw: (query) => adapter.executeRaw(query),
    async executeScript(script) {
      try {
        await pool.query(script);
      } catch (error) {
        throw inPrismasWords(error);
      }
    },
    startTransaction: (isolation) => adapter.startTransaction(isolation),
    getConnectionInfo: () => adapter.getConnectionInfo(),
    dispose() {
      disposed ??= adapter.dispose();
      return disposed;
    },
    async queryRaw(query) {
      try {
        return await adapter.queryRaw(query);
      } catch (error) {
        if (!isDriverAdapterError(error) || error.cause.kind !== 'UnsupportedNativeDataType') throw error;
        return readWithChars(adapter, query);
      }
    },
  };
}

/** Runs the query again with those columns as text, and gives them back under the type they have. */
async function readWithChars(adapter: PrismaPgAdapter, query: SqlQuery): Promise<SqlResultSet> {
  const statement = query.sql.trim().replace(/;$/, '');
  const pool: pg.Pool = adapter.underlyingDriver();
  const { fields } = await pool.query({ text: statement, values: query.args, rowMode: 'array' });
  const columns = fields.map(({ name, dataTypeID }) =>
    dataTypeID === catalogueCharOid ? `found."${name}"::text` : `found."${name}"`,
  );
  const result = await adapter.queryRaw({
    ...query,
    sql: `SELECT ${columns.join(', ')} FROM (${statement}) AS found`,
  });
  const columnTypes = result.columnTypes.map((type, index) =>
    fields[index]?.dataTypeID === catalogueCharOid ? ColumnTypeEnum.Character : type,
  );
  return { ...result, columnTypes };
}

/** Of any other error the engine would report only that there was one. */
function inPrismasWords(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  const { code = '', severity = '', message, detail, column, hint } = error;
  return new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
}
