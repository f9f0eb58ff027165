import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../src/shared/log.js';
import { openDatabase } from '../../../src/store/postgres/open-database.js';
import { isPostmaster, readPostmaster } from '../../../src/store/postgres/postmaster-file.js';
import { holdDatabase } from '../../support/holder.js';
import { temporaryFolder } from './temporary-folder.js';

function serverOf(dataDir: string): number | undefined {
  const cluster = join(dataDir, 'postgres');
  const found = readPostmaster(cluster);
  return found && isPostmaster(found.pid, cluster) ? found.pid : undefined;
}

async function run(connectionString: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('the database that several processes of one DATA_DIR share', () => {
  it('keeps running while one of two is left, and stops with the last', async () => {
    const dataDir = await temporaryFolder();
    const first = await holdDatabase({ dataDir });
    const second = await holdDatabase({ dataDir });
    expect(second.connectionString).toBe(first.connectionString);
    const server = serverOf(dataDir);
    expect(server).toBeDefined();
    expect(await first.leave()).toBe(0);
    expect(serverOf(dataDir)).toBe(server);
    expect(await run(second.connectionString, 'SELECT 1 AS answer')).toEqual([{ answer: 1 }]);
    expect(await second.leave()).toBe(0);
    expect(serverOf(dataDir)).toBeUndefined();
  });

  it('is started once when two processes begin in the same moment in an empty folder', async () => {
    const dataDir = await temporaryFolder();
    const both = await Promise.all([holdDatabase({ dataDir }), holdDatabase({ dataDir })]);
    expect(both[0].connectionString).toBe(both[1].connectionString);
    await Promise.all(both.map((holder) => holder.leave()));
    expect(serverOf(dataDir)).toBeUndefined();
  });

  it('is started again by a process that joins while the last one stops it', async () => {
    const dataDir = await temporaryFolder();
    const leaver = await holdDatabase({ dataDir });
    const [joiner] = await Promise.all([holdDatabase({ dataDir }), leaver.leave()]);
    expect(await run(joiner.connectionString, 'SELECT 1 AS answer')).toEqual([{ answer: 1 }]);
    await joiner.leave();
    expect(serverOf(dataDir)).toBeUndefined();
  });

  it('is taken over after its process was killed, and stopped by the next one', async () => {
    const dataDir = await temporaryFolder();
    const killed = await holdDatabase({ dataDir });
    await run(killed.connectionString, 'CREATE TABLE kept (word text)');
    const server = serverOf(dataDir);
    await killed.kill();
    const next = await holdDatabase({ dataDir });
    expect(serverOf(dataDir)).toBe(server);
    expect(await run(next.connectionString, 'SELECT * FROM kept')).toEqual([]);
    await next.leave();
    expect(serverOf(dataDir)).toBeUndefined();
  });

  it('has what was committed when the server itself was killed', async () => {
    const dataDir = await temporaryFolder();
    const killed = await holdDatabase({ dataDir });
    await run(killed.connectionString, "CREATE TABLE kept AS SELECT '路灯' AS word");
    const server = serverOf(dataDir);
    await killed.kill();
    if (server !== undefined) process.kill(server, 'SIGKILL');
    const next = await holdDatabase({ dataDir });
    expect(serverOf(dataDir)).not.toBe(server);
    expect(await run(next.connectionString, 'SELECT word FROM kept')).toEqual([{ word: '路灯' }]);
    await next.leave();
  });

  it('comes back under a running process when the server was killed', async () => {
    const dataDir = await temporaryFolder();
    const database = await openDatabase({ dataDir, log: silentLog });
    const server = serverOf(dataDir);
    if (server !== undefined) process.kill(server, 'SIGKILL');
    const answer = await eventually(() => database.pool.query('SELECT 1 AS answer'));
    expect(answer.rows).toEqual([{ answer: 1 }]);
    expect(serverOf(dataDir)).not.toBe(server);
    await database.close();
    expect(serverOf(dataDir)).toBeUndefined();
  });
});

/** Nothing tells a client that a server has come back: it tries, as the product's callers do. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  const until = Date.now() + 20_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > until) throw error;
      await delay(50);
    }
  }
}
