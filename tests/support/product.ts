import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { projectRoot } from '../../src/shared/paths.js';
import { createTestDatabase } from './database.js';

/** The built product in a process of its own, on a database of its own. */
export interface Product {
  url: string;
  /** kill -9, then start again with the same settings. */
  restart(): Promise<void>;
  moveTo(at: string): Promise<void>;
  /** Milliseconds by which the product's clock is ahead of the machine's. */
  offsetMs(): Promise<number>;
  settle(): Promise<void>;
  /** What the process printed so far. */
  output(): string;
  /** Rows of a table; for what no chat can show. */
  countRows(table: 'inbound_messages' | 'cases'): Promise<number>;
  stop(): Promise<void>;
}

export async function startProduct(env: NodeJS.ProcessEnv): Promise<Product> {
  const database = await createTestDatabase();
  await database.pool.end();
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-product-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess;
  let output = '';

  const start = async () => {
    child = spawn(process.execPath, [join(projectRoot, 'dist/src/main.js')], {
      cwd: projectRoot,
      env: {
        PATH: process.env.PATH,
        TZ: process.env.TZ,
        APP_MODE: 'demo',
        DATABASE_URL: database.connectionString,
        DATA_DIR: dataDir,
        PORT: String(port),
        LOG_LEVEL: 'warn',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    for (let tries = 0; tries < 200; tries++) {
      if (child.exitCode !== null) throw new Error(`the product ended at its start:\n${output}`);
      const ready = await fetch(`${url}/readyz`).then(
        (r) => r.ok,
        () => false,
      );
      if (ready) return;
      await delay(50);
    }
    throw new Error(`the product was not ready within 10 s:\n${output}`);
  };
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  await start();

  return {
    url,
    async restart() {
      await end('SIGKILL');
      await start();
    },
    async moveTo(at) {
      const response = await fetch(`${url}/api/simulator/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ until: at }),
      });
      if (!response.ok) throw new Error(`clock: ${await response.text()}\n${output}`);
    },
    async offsetMs() {
      const clock = (await (await fetch(`${url}/api/simulator/clock`)).json()) as { offsetMs: number };
      return clock.offsetMs;
    },
    async settle() {
      const { settled } = (await (await fetch(`${url}/api/simulator/settled?wait=20`)).json()) as {
        settled: boolean;
      };
      if (!settled) throw new Error(`the product did not come to rest:\n${output}`);
    },
    output: () => output,
    async countRows(table) {
      const client = new pg.Client({ connectionString: database.connectionString });
      await client.connect();
      try {
        const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`);
        return Number(rows[0]?.n);
      } finally {
        await client.end();
      }
    },
    async stop() {
      await end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
      await database.drop();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
