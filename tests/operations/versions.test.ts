import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.js';
import { genesis, hashOf } from '../../src/domain/cases/event-chain.js';
import { writeArchive } from '../../src/operations/archive/write-archive.js';
import { manifestName } from '../../src/operations/backup/manifest.js';
import { writeBackup } from '../../src/operations/backup/write-backup.js';
import { checkBackup } from '../../src/operations/restore/check-backup.js';
import { restore } from '../../src/operations/restore/restore.js';
import { silentLog } from '../../src/shared/log.js';
import { projectRoot } from '../../src/shared/paths.js';
import { clearDatabase } from '../../src/store/backup/target.js';
import { applyMigrations } from '../../src/store/postgres/apply-migrations.js';
import { asOpened, createTestDatabase, type TestDatabase } from '../support/database.js';

let folder: string;
let older: TestDatabase;
let target: TestDatabase;
let backup: string;

/** The product as it was first released: the first migration alone. */
async function makeOlder(): Promise<void> {
  const prismaFolder = join(folder, 'prisma');
  const [first = ''] = (await readdir(join(projectRoot, 'prisma/migrations'))).sort();
  await mkdir(join(prismaFolder, 'migrations'), { recursive: true });
  await cp(join(projectRoot, 'prisma/migrations', first), join(prismaFolder, 'migrations', first), {
    recursive: true,
  });
  await clearDatabase(older.pool);
  await applyMigrations({
    pool: older.pool,
    connectionString: older.connectionString,
    prismaFolder,
    log: silentLog,
  });
}

async function fillOlder(): Promise<void> {
  const event = {
    stream: 'system',
    n: 1,
    type: 'started',
    actorId: null,
    actorRole: 'system',
    body: { step: 1 },
    at: new Date('2026-09-23T02:00:00Z'),
    prevHash: genesis,
  };
  await older.pool.query(
    `INSERT INTO events (stream, n, type, actor_role, body, at, prev_hash, hash)
     VALUES ('system', 1, 'started', 'system', '{"step": 1}', $1, $2, $3)`,
    [event.at, genesis, hashOf(event)],
  );
  // Everything that the text of COPY has to write differently.
  await older.pool.query(
    `INSERT INTO settings (key, value) VALUES ('odd', '{"text": "a\\\\b\\tc\\nd", "none": null}'), ('nothing', 'null')`,
  );
  await older.pool.query(
    `INSERT INTO settings (key, value, expires_at) VALUES ('token:wecom', '"open-sesame"', now() + interval '2 hours')`,
  );
  await older.pool.query(`SELECT setval('case_number_seq', 31000)`);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridwhistle-versions-'));
  backup = join(folder, 'older.tar.gz');
  older = await createTestDatabase();
  target = await createTestDatabase();
  await makeOlder();
  await fillOlder();
  await writeBackup({
    file: backup,
    database: asOpened(older),
    mediaFolder: join(folder, 'media'),
    configFolder: join(projectRoot, 'config'),
    secretsFile: null,
    zone: 'test',
    version: '0.0.1',
    say: () => undefined,
  });
});
afterAll(async () => {
  await older.drop();
  await target.drop();
  await rm(folder, { recursive: true });
});

async function restoreInto(database: TestDatabase, file: string) {
  const { settings } = loadConfig({
    env: { APP_MODE: 'demo', DATA_DIR: join(folder, 'restored') },
    root: projectRoot,
  });
  return restore({
    file,
    settings,
    database: asOpened(database),
    root: projectRoot,
    replace: false,
    waitingAsSent: false,
    say: () => undefined,
    confirm: async () => false,
  });
}

describe('A backup of an older version', () => {
  it('holds no token of a platform', async () => {
    const manifest = await checkBackup(backup);
    expect(manifest.migrations).toHaveLength(1);
    expect(manifest.tables.find((table) => table.name === 'settings')?.rows).toBe(2);
  });

  it('is loaded as it was, and then brought to this version', async () => {
    const restored = await restoreInto(target, backup);
    expect(restored?.ledger).toMatchObject({ streams: 1, events: 1, faultCount: 0 });
    const { rows } = await target.pool.query('SELECT key, value FROM settings ORDER BY key');
    expect(rows).toEqual([
      { key: 'nothing', value: null },
      { key: 'odd', value: { text: 'a\\b\tc\nd', none: null } },
    ]);
    const migrations = await readdir(join(projectRoot, 'prisma/migrations'));
    const applied = await target.pool.query('SELECT FROM _prisma_migrations WHERE finished_at IS NOT NULL');
    expect(applied.rowCount).toBe(migrations.length);
  });

  it('gives no number again that somebody may have been told after the backup', async () => {
    const { rows } = await target.pool.query(`SELECT nextval('case_number_seq')::int AS n`);
    expect(rows).toEqual([{ n: 32_001 }]);
  });
});

describe('A backup of a newer version', () => {
  it('is refused, and the database stays as it was', async () => {
    const manifest = await checkBackup(backup);
    const newer = join(folder, 'newer.tar.gz');
    const migrations = [...manifest.migrations, { name: '29990101000000_future', checksum: 'unknown' }];
    await writeArchive(newer, new Date(), async (archive) => {
      const text = JSON.stringify({ ...manifest, migrations, members: {}, version: '9.9.9' });
      await archive.add(manifestName, Buffer.from(text));
    });
    await expect(restoreInto(older, newer)).rejects.toThrow(/网格哨 9\.9\.9 做的.*先升级/);
    const { rows } = await older.pool.query(`SELECT count(*)::int AS n FROM settings`);
    expect(rows).toEqual([{ n: 3 }]);
  });
});
