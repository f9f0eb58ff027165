import pg from 'pg';
import type { Log } from '../../shared/log.js';
import { findClusterHome } from './cluster-home.js';
import { findBinaries } from './embedded-binaries.js';
import { databaseUser, initialiseCluster } from './initialise-cluster.js';
import { joinServer } from './membership.js';

const databaseName = 'gridwhistle';

/** Makes, starts or joins the server of this DATA_DIR. */
export async function openEmbedded(
  dataDir: string,
  log: Log,
): Promise<{ connectionString: string; leave(): Promise<void> }> {
  const home = await findClusterHome(dataDir);
  const binaries = await findBinaries(home);
  await initialiseCluster(home, binaries);
  const membership = await joinServer(home, binaries, log);
  try {
    await ensureDatabase(membership.socketFolder);
  } catch (error) {
    await membership.leave();
    throw error;
  }
  const host = encodeURIComponent(membership.socketFolder);
  return {
    connectionString: `postgresql://${databaseUser}@localhost/${databaseName}?host=${host}`,
    leave: membership.leave,
  };
}

async function ensureDatabase(socketFolder: string): Promise<void> {
  const client = new pg.Client({ host: socketFolder, user: databaseUser, database: 'postgres' });
  await client.connect();
  try {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } catch (error) {
    // Two processes on a new cluster: the other one made it (42P04, or 23505 in the same instant).
    if (!(error instanceof pg.DatabaseError) || !/^(42P04|23505)$/.test(error.code ?? '')) throw error;
  } finally {
    await client.end();
  }
}
