import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { silentLog } from '../../src/shared/log.js';
import { projectRoot } from '../../src/shared/paths.js';
import { applyMigrations } from '../../src/store/postgres/apply-migrations.js';
import { openDatabase } from '../../src/store/postgres/open-database.js';
import { onDatabase } from './on-database.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run; its own database stays empty. */
    testServerUrl: string;
    /** A migrated database to copy. */
    testTemplate: string;
  }
}

interface RunServer {
  url: string;
  template: string;
  close(): Promise<void>;
}

/** Both projects of a run share it; vitest loads this file once for each, so what they share hangs on the process. */
const shared = globalThis as { testServer?: { starting: Promise<RunServer>; users: number } };

/** One PostgreSQL for the whole run: TEST_DATABASE_URL, or an embedded one in a folder of its own. */
export default async function useServer(project: TestProject): Promise<() => Promise<void>> {
  shared.testServer ??= { starting: startServer(), users: 0 };
  const held = shared.testServer;
  held.users += 1;
  const server = await held.starting;
  project.provide('testServerUrl', server.url);
  project.provide('testTemplate', server.template);
  return async () => {
    held.users -= 1;
    if (held.users === 0) await server.close();
  };
}

async function startServer(): Promise<RunServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-tests-'));
  // Run by root, the server belongs to `nobody`, which must be able to enter.
  await chmod(dataDir, 0o755);
  const server = await openDatabase({
    databaseUrl: process.env.TEST_DATABASE_URL,
    dataDir,
    log: silentLog,
  });
  const template = `gridwhistle_template_${process.pid}`;
  await server.pool.query(`CREATE DATABASE ${template}`);
  const { pool, connectionString } = onDatabase(server.connectionString, template);
  await applyMigrations({
    pool,
    connectionString,
    prismaFolder: join(projectRoot, 'prisma'),
    log: silentLog,
  });
  await pool.end();
  return {
    url: server.connectionString,
    template,
    async close() {
      await server.pool.query(`DROP DATABASE ${template} WITH (FORCE)`);
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
