import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.js';
import { writeBackup } from '../../src/operations/backup/write-backup.js';
import { restore } from '../../src/operations/restore/restore.js';
import { tellRestored } from '../../src/operations/restore/tell-restored.js';
import { projectRoot } from '../../src/shared/paths.js';
import { rememberMode } from '../../src/store/database-mode.js';
import { asOpened, createTestDatabase, type TestDatabase } from '../support/database.js';

let folder: string;
let backup: string;
let old: TestDatabase;

/** A town that was backed up with one message kept and not yet handled; its case numbers stood at 30000. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridwhistle-waiting-'));
  backup = join(folder, 'backup.tar.gz');
  old = await createTestDatabase();
  await rememberMode(old.pool, 'production');
  await old.pool.query(
    `INSERT INTO inbound_messages (id, channel, external_key, conversation_id, person_id, kind, received_at)
     VALUES ($1, 'wecom-app', 'one', $1, $1, 'text', now() - interval '1 minute')`,
    [randomUUID()],
  );
  await old.pool.query(`SELECT setval('case_number_seq', 30000)`);
  await writeBackup({
    file: backup,
    database: asOpened(old),
    mediaFolder: join(folder, 'media'),
    configFolder: join(projectRoot, 'config'),
    secretsFile: null,
    zone: 'test',
    version: '0.0.1',
    say: () => undefined,
  });
});
afterAll(async () => {
  await old.drop();
  await rm(folder, { recursive: true });
});

/** What the operator reads, and what is in the database afterwards. */
async function restoreInto(database: TestDatabase, options: { waitingAsSent: boolean; mode?: string }) {
  const { settings } = loadConfig({
    env: { APP_MODE: options.mode ?? 'production', DATA_DIR: join(folder, 'restored') },
    root: projectRoot,
  });
  const restored = await restore({
    file: backup,
    settings,
    database: asOpened(database),
    root: projectRoot,
    replace: true,
    waitingAsSent: options.waitingAsSent,
    say: () => undefined,
    confirm: async () => true,
  });
  const lines: string[] = [];
  if (restored) tellRestored(restored, (line) => void lines.push(line));
  const { rows } = await database.pool.query(
    'SELECT handled_at >= received_at AS handled, outcome FROM inbound_messages',
  );
  const next = await database.pool.query(`SELECT nextval('case_number_seq')::int AS n`);
  return { told: lines.join('\n'), messages: rows, nextNumber: next.rows[0]?.n };
}

async function onFresh<T>(use: (database: TestDatabase) => Promise<T>): Promise<T> {
  const database = await createTestDatabase();
  return use(database).finally(() => database.drop());
}

describe('A message that was taken in and not answered when the backup was made', () => {
  it('is answered by the restored system, and the operator hears that before he starts it', async () => {
    const { told, messages } = await onFresh((db) => restoreInto(db, { waitingAsSent: false }));
    expect(told).toMatch(/还没办的1条，启动后会办、会回答.*--replace --waiting-as-sent/);
    expect(messages).toEqual([{ handled: null, outcome: null }]);
  });

  it('is not answered a second time where the old system went on and did it', async () => {
    const { told, messages } = await onFresh((db) => restoreInto(db, { waitingAsSent: true }));
    expect(told).toMatch(/还没办的1条，按你说的当作已办，不再回答/);
    expect(messages).toEqual([{ handled: true, outcome: 'restored' }]);
  });
});

describe('A number that a person was told', () => {
  it('means no other case, also where more were given out since the backup than are skipped', async () => {
    await onFresh(async (db) => {
      await db.pool.query(`SELECT setval('case_number_seq', 32000)`);
      expect((await restoreInto(db, { waitingAsSent: false })).nextNumber).toBe(33_001);
    });
  });
});

describe('A backup of a town', () => {
  it('restored with the settings of a demo, says that it will not be started like this', async () => {
    const { told } = await onFresh((db) => restoreInto(db, { waitingAsSent: false, mode: 'demo' }));
    expect(told).toMatch(/正式运行的.*会拒绝启动：设 APP_MODE=production/);
  });
});
