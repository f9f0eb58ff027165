import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '../../shared/errors.js';
import type { Log } from '../../shared/log.js';
import { applicationName, connectionFields } from './connection-fields.js';
import { openEmbedded } from './open-embedded.js';

/** The product's database, its own or the operator's. */
export interface OpenDatabase {
  pool: pg.Pool;
  connectionString: string;
  close(): Promise<void>;
}

const usualPoolSize = 10;
const connectWithinMs = 10_000;
const drainWithinMs = 5_000;

/** Connects to DATABASE_URL, or to the embedded server of this DATA_DIR, which it starts when needed. */
export async function openDatabase(options: {
  databaseUrl?: string;
  dataDir: string;
  /** Connections for rows, at most. */
  poolSize?: number;
  log: Log;
}): Promise<OpenDatabase> {
  const { log, poolSize = usualPoolSize } = options;
  if (options.databaseUrl !== undefined) {
    const pool = makePool(options.databaseUrl, poolSize, log);
    await tryConnection(pool, options.databaseUrl);
    return { pool, connectionString: options.databaseUrl, close: () => drain(pool, log) };
  }
  const embedded = await openEmbedded(options.dataDir, log);
  const pool = makePool(embedded.connectionString, poolSize, log);
  return {
    pool,
    connectionString: embedded.connectionString,
    async close() {
      await drain(pool, log);
      await embedded.leave();
    },
  };
}

function makePool(connectionString: string, poolSize: number, log: Log): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    application_name: applicationName,
    max: poolSize,
    connectionTimeoutMillis: connectWithinMs,
  });
  // An idle connection that breaks is replaced at the next use; unheard, its error would end the process.
  pool.on('error', (error) => log.warn({ reason: String(error) }, 'idle database connection lost'));
  return pool;
}

async function tryConnection(pool: pg.Pool, databaseUrl: string): Promise<void> {
  try {
    await pool.query('SELECT 1');
  } catch (cause) {
    await pool.end();
    const { host, port, database } = connectionFields(databaseUrl);
    throw new AppError(
      'database-unreachable',
      'tell-operator',
      `连不上 DATABASE_URL 指定的数据库（${host}:${port}/${database}）：${reason(cause)}。` +
        '请检查地址、账号、口令和数据库服务器；不设 DATABASE_URL 则使用内置 PostgreSQL。',
      { cause },
    );
  }
}

function reason(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(String).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
}

/** A query that never ends must not keep the process: the server cancels it when the socket closes. */
async function drain(pool: pg.Pool, log: Log): Promise<void> {
  if (pool.ending) return;
  const patience = new AbortController();
  const late = delay(drainWithinMs, 'late' as const, { signal: patience.signal }).catch(() => undefined);
  if ((await Promise.race([pool.end(), late])) === 'late') {
    log.warn({ connections: pool.totalCount }, 'database connections still in use at the end');
  }
  patience.abort();
}
