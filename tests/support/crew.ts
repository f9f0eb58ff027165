import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../src/config/role.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { freePort } from './free-port.js';
import { type ProductProcess, startProcess } from './product-process.js';
import { queueSettings } from './queue-settings.js';

export interface Member extends ProductProcess {
  role: Role;
  /** Where its pages, or a worker's health, are. */
  url: string;
}

/** The built product in several processes, one role each, on one database and one queue. */
export interface Crew {
  members: Member[];
  database: TestDatabase;
  of(role: Role): Member[];
  /** One process more. */
  add(role: Role): Promise<Member>;
  stop(): Promise<void>;
}

export async function openCrew(roles: readonly Role[], env: NodeJS.ProcessEnv = {}): Promise<Crew> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-crew-'));
  const queueing = queueSettings();
  const members: Member[] = [];

  const add = async (role: Role): Promise<Member> => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const running = await startProcess({
      words: [role],
      readyUrl: `${url}/readyz`,
      env: {
        APP_MODE: 'demo',
        DATABASE_URL: database.connectionString,
        DATA_DIR: dataDir,
        [role === 'worker' ? 'WORKER_PORT' : 'PORT']: String(port),
        LOG_LEVEL: 'warn',
        ...queueing,
        ...env,
      },
    });
    const member = { ...running, role, url };
    members.push(member);
    return member;
  };
  // All at once, as a machine that boots starts them.
  const started = await Promise.allSettled(roles.map(add));
  const failed = started.find((each) => each.status === 'rejected');
  if (failed) {
    await Promise.all(members.map((member) => member.end('SIGKILL')));
    await database.drop();
    throw failed.reason;
  }
  return {
    members,
    database,
    of: (role) => members.filter((member) => member.role === role),
    add,
    async stop() {
      await Promise.all(members.map((member) => member.end('SIGTERM')));
      await rm(dataDir, { recursive: true, force: true });
      await database.drop();
    },
  };
}
