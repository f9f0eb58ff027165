import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '../../shared/errors.js';
import type { Log } from '../../shared/log.js';
import type { ClusterHome } from './cluster-home.js';
import { applicationName } from './connection-fields.js';
import type { Binaries } from './embedded-binaries.js';
import { databaseUser } from './initialise-cluster.js';
import { isPostmaster, readPostmaster } from './postmaster-file.js';
import { cannotRun } from './run-as.js';
import { type PostmasterStart, startPostmaster } from './start-postmaster.js';

/** Every process using the server holds this advisory lock shared; who gets it alone may stop the server. */
export const shareLock = 7_103_446_091;

/** A connection that holds a share of the server, and where that server listens. */
export interface Share {
  client: pg.Client;
  socketFolder: string;
}

const lookEveryMs = 20;
/** After a crash the server may replay much of its log before it lets anybody in. */
const longestWaitMs = 5 * 60_000;
/** A server whose predecessor was killed waits for the predecessor's orphans, a few seconds at most. */
const longestFailingMs = 15_000;

/** Joins the running server of this cluster, or starts it. Holds its share until the connection ends. */
export async function takeShare(home: ClusterHome, binaries: Binaries, log: Log): Promise<Share> {
  const began = Date.now();
  let start: PostmasterStart | undefined;
  let lastWords: string | undefined;
  for (;;) {
    const running = readPostmaster(home.cluster);
    if (running && isPostmaster(running.pid, home.cluster)) {
      const client = running.ready ? await tryToJoin(running.socketFolder) : undefined;
      if (client) return { client, socketFolder: running.socketFolder };
    } else if (!start) {
      start = await startPostmaster(home, binaries);
      log.info({ postmaster: start.pid, cluster: home.cluster }, 'embedded database started');
    }
    const ended = await Promise.race([delay(lookEveryMs), start?.exited ?? delay(lookEveryMs)]);
    if (typeof ended === 'string') {
      // Another process may have started it in the same moment: then the next look finds that one.
      start = undefined;
      lastWords = ended;
      if (Date.now() - began > longestFailingMs) throw cannotRun(binaries.postgres, ended);
      await delay(lookEveryMs * 10);
    }
    if (Date.now() - began > longestWaitMs) throw neverReady(home.cluster, lastWords);
  }
}

async function tryToJoin(socketFolder: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    host: socketFolder,
    user: databaseUser,
    database: 'postgres',
    application_name: `${applicationName} share`,
  });
  // A server that stops in this moment ends the connection; the caller looks again.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT pg_advisory_lock_shared($1)', [shareLock]);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (isPassing(error)) return undefined;
    throw error;
  }
}

/** PostgreSQL's class 57P: starting up or shutting down; without a code: the connection broke. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return true;
  return /^(57P0[123]|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE)$/.test(String(error.code));
}

function neverReady(cluster: string, lastWords: string | undefined): AppError {
  return new AppError(
    'embedded-database-not-ready',
    'tell-operator',
    `内置 PostgreSQL（${cluster}）五分钟内没有就绪。${lastWords ?? ''}请看该目录旁的 postgres.log。`,
  );
}
