import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../src/app.js';
import type { Role } from '../../src/config/role.js';
import { loadConfig } from '../../src/config.js';
import { type Log, silentLog } from '../../src/shared/log.js';
import { projectRoot } from '../../src/shared/paths.js';
import { type Chat, createChat } from './chat.js';
import { createTestDatabase } from './database.js';
import { queueSettings } from './queue-settings.js';

/** The demo zone on a database of its own, in this process, with a clock that stands where the test puts it. */
export interface Town {
  app: App;
  url: string;
  dataDir: string;
  connectionString: string;
  /** Somebody at his phone: `resident-1`, `gx0001`, `hs-officer-1` … */
  chat(id: string): Chat;
  /** A resident whom nobody knows yet. */
  newResident(): Promise<Chat>;
  /** Moves the clock to this instant (forwards) and waits until all that fell due was sent. */
  moveTo(at: string): Promise<void>;
  /** Waits until everything said was handled and everything queued was sent. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface TownOptions {
  /** Where the clock starts, e.g. 2026-09-23T10:00:00+08:00. */
  startAt: string;
  /** False switches the sweep off. */
  sweep?: boolean;
  env?: NodeJS.ProcessEnv;
  /** `all` when left out. */
  role?: Role;
  /** Where the product writes its log; nowhere when left out. */
  log?: Log;
}

export async function openTown(options: TownOptions): Promise<Town> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-town-'));
  const config = loadConfig({
    env: {
      DATA_DIR: dataDir,
      PORT: '0',
      DEMO_START_AT: options.startAt,
      ...queueSettings(),
      ...options.env,
    },
    root: projectRoot,
  });
  const app = await createApp(config, options.log ?? silentLog, {
    // A test that is about health asks for a look itself.
    watch: false,
    database: {
      pool: database.pool,
      connectionString: database.connectionString,
      close: () => database.drop(),
    },
    ...(options.role === undefined ? {} : { role: options.role }),
    ...(options.sweep === undefined ? {} : { sweep: options.sweep }),
  });
  await app.server.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const chats = new Map<string, Chat>();
  const chat = (id: string): Chat => {
    const known = chats.get(id) ?? createChat(url, id);
    chats.set(id, known);
    return known;
  };
  return {
    app,
    url,
    dataDir,
    connectionString: database.connectionString,
    chat,
    async newResident() {
      const response = await fetch(`${url}/api/simulator/people`, { method: 'POST' });
      const person = (await response.json()) as { id: string };
      return chat(person.id);
    },
    async moveTo(at) {
      const response = await fetch(`${url}/api/simulator/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ until: at }),
      });
      if (!response.ok) throw new Error(`clock: ${await response.text()}`);
    },
    async settle() {
      const response = await fetch(`${url}/api/simulator/settled?wait=20`);
      const { settled } = (await response.json()) as { settled: boolean };
      if (!settled) throw new Error('the town did not come to rest within 20 s');
    },
    async close() {
      await app.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
