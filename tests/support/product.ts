import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createTestDatabase } from './database.js';
import { freePort } from './free-port.js';
import { type ProductProcess, startProcess } from './product-process.js';
import { queueSettings } from './queue-settings.js';

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
  const queueing = queueSettings();
  let running: ProductProcess;
  /** What earlier processes of this product printed. */
  let before = '';
  const output = () => `${before}${running.output()}`;

  const start = async () => {
    running = await startProcess({
      readyUrl: `${url}/readyz`,
      env: {
        APP_MODE: 'demo',
        DATABASE_URL: database.connectionString,
        DATA_DIR: dataDir,
        PORT: String(port),
        LOG_LEVEL: 'warn',
        ...queueing,
        ...env,
      },
    });
  };
  const end = (signal: NodeJS.Signals) => running.end(signal);
  await start();

  return {
    url,
    async restart() {
      await end('SIGKILL');
      before = output();
      await start();
    },
    async moveTo(at) {
      const response = await fetch(`${url}/api/simulator/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ until: at }),
      });
      if (!response.ok) throw new Error(`clock: ${await response.text()}\n${output()}`);
    },
    async offsetMs() {
      const clock = (await (await fetch(`${url}/api/simulator/clock`)).json()) as { offsetMs: number };
      return clock.offsetMs;
    },
    async settle() {
      const { settled } = (await (await fetch(`${url}/api/simulator/settled?wait=20`)).json()) as {
        settled: boolean;
      };
      if (!settled) throw new Error(`the product did not come to rest:\n${output()}`);
    },
    output,
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
