import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { silentLog } from '../../src/shared/log.js';
import { findClusterHome } from '../../src/store/postgres/cluster-home.js';
import { findBinaries } from '../../src/store/postgres/embedded-binaries.js';
import { databaseUser, initialiseCluster } from '../../src/store/postgres/initialise-cluster.js';
import { readPostmaster } from '../../src/store/postgres/postmaster-file.js';
import { startPostmaster } from '../../src/store/postgres/start-postmaster.js';
import { stopPostmaster } from '../../src/store/postgres/stop-postmaster.js';
import { endWithUs } from './end-with-us.js';

/** A PostgreSQL that belongs to the test alone and can be stopped under the product's feet. */
export interface PostgresServer {
  /** The settings that make a commit durable, as the server itself says them. */
  durability: string;
  /** Makes an empty database and returns its connection string. */
  createDatabase(name: string): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  /** Ends every connection and the server; what was committed stays. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its files. */
  close(): Promise<void>;
}

const readyWithinMs = 30_000;

export async function openPostgresServer(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'gridwhistle-long-pg-'));
  // Run by root, the server belongs to `nobody`, which must be able to enter.
  await chmod(folder, 0o755);
  const home = await findClusterHome(folder);
  const binaries = await findBinaries(home);
  await initialiseCluster(home, binaries);

  const urlOf = (database: string) => {
    const socket = readPostmaster(home.cluster)?.socketFolder ?? '';
    return `postgresql://${databaseUser}@localhost/${database}?host=${encodeURIComponent(socket)}`;
  };
  const query = async (statement: string): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    // A server that stops ends the connection; the query then fails by itself.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.query(statement);
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  let forget = () => {};
  const start = async () => {
    const { pid, exited } = await startPostmaster(home, binaries);
    // SIGQUIT: at once, without a last checkpoint.
    forget = endWithUs(pid, 'SIGQUIT');
    // It tells the server's last words at the end, when its log may be gone already.
    exited.catch(() => undefined);
    const until = performance.now() + readyWithinMs;
    for (;;) {
      try {
        await query('SELECT 1');
        return;
      } catch (error) {
        if (performance.now() > until) throw error;
        await delay(50);
      }
    }
  };
  const stop = async () => {
    await stopPostmaster(home, silentLog);
    forget();
  };

  await start();
  const shown = await query(
    `SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) AS line FROM pg_settings
     WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'server_version')`,
  );
  return {
    durability: String(shown.rows[0]?.line),
    async createDatabase(name) {
      await query(`CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    async dropDatabase(name) {
      await query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
    start,
    stop,
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
