import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../config/settings-schema.js';
import { silentLog } from '../../shared/log.js';
import { clearDatabase, inspectTarget, type Target } from '../../store/backup/target.js';
import { createStoreClient } from '../../store/client.js';
import { type Mode, readDatabaseMode } from '../../store/database-mode.js';
import { erasePerson } from '../../store/erase-person.js';
import { type LedgerReport, verifyLedger } from '../../store/ledger/verify-ledger.js';
import { listNotErased } from '../../store/person-traces.js';
import { applyMigrations } from '../../store/postgres/apply-migrations.js';
import type { OpenDatabase } from '../../store/postgres/open-database.js';
import { createUnits } from '../../store/unit/run-unit.js';
import { readWaitingRows, type WaitingRows } from '../../store/waiting-rows.js';
import type { Manifest } from '../backup/manifest.js';
import { productNow } from '../product-now.js';
import { writeInstant } from '../terminal.js';
import { applyMigrationsOf, refuseNewerBackup } from './apply-migrations-of.js';
import { checkBackup } from './check-backup.js';
import { type Loaded, loadBackup } from './load-backup.js';
import { refuseTarget } from './refuse-target.js';

export interface RestorePlan {
  file: string;
  settings: Settings;
  database: OpenDatabase;
  /** The project's folder. */
  root: string;
  replace: boolean;
  waitingAsSent: boolean;
  say(line: string): void;
  /** Called before anything is removed; false stops the restore. Not called for an empty database. */
  confirm(manifest: Manifest, target: Target): Promise<boolean>;
}

export interface Restored {
  manifest: Manifest;
  loaded: Loaded;
  ledger: LedgerReport;
  waiting: WaitingRows;
  /** People erased after the backup was taken, erased again. */
  erasedAgain: number;
  configCopy: string;
  /** What the backup was made of, where the settings say something else: the start will be refused. */
  otherMode: Mode | null;
}

/** Null: the operator did not confirm, and nothing was touched. */
export async function restore(plan: RestorePlan): Promise<Restored | null> {
  const { settings, database } = plan;
  const prismaFolder = join(plan.root, 'prisma');
  plan.say('检查备份文件…');
  const manifest = await checkBackup(plan.file);
  await refuseNewerBackup(manifest, prismaFolder);
  plan.say(
    `文件完好：${manifest.zone}，${writeInstant(new Date(manifest.takenAt))} 做的，网格哨 ${manifest.version}`,
  );

  const target = await inspectTarget(database.pool, manifest.migrations[0]?.name ?? '');
  refuseTarget(target, plan.replace);
  const mediaFolder = join(settings.dataDir, 'media');
  if (target.filled.length > 0) {
    if (!(await plan.confirm(manifest, target))) return null;
    await emptyFolder(mediaFolder);
  }

  // Also where only empty tables stand: they may be of a later version than the backup.
  await clearDatabase(database.pool);
  plan.say('建表…');
  await applyMigrationsOf(manifest, database, prismaFolder, silentLog);
  plan.say('装入内容…');
  const configCopy = join(settings.dataDir, 'restored-config');
  const loaded = await loadBackup({
    file: plan.file,
    manifest,
    database,
    mediaFolder,
    configCopy,
    configFolder: settings.configDir,
    waitingAsSent: plan.waitingAsSent,
    lastCaseNumber: target.lastCaseNumber,
    say: plan.say,
  });
  await applyMigrations({
    pool: database.pool,
    connectionString: database.connectionString,
    prismaFolder,
    log: silentLog,
  });
  const now = await productNow(settings, database);
  const erasedAgain = await eraseAgain(plan, target.erased, mediaFolder, now);
  const mode = await readDatabaseMode(database.pool);
  plan.say('核对办理记录…');
  return {
    manifest,
    loaded,
    ledger: await verifyLedger(database.pool),
    waiting: await readWaitingRows(database.pool, now),
    erasedAgain,
    configCopy,
    otherMode: mode === settings.mode ? null : mode,
  };
}

/** The folder itself stays: it may be a link, or another disk. */
async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Whoever was erased after the backup was taken stays erased. */
async function eraseAgain(
  plan: RestorePlan,
  people: readonly string[],
  mediaFolder: string,
  now: Date,
): Promise<number> {
  if (people.length === 0) return 0;
  const client = createStoreClient(plan.database.pool);
  const units = createUnits(plan.database.pool);
  try {
    const back = await listNotErased(client, people);
    for (const id of back) await erasePerson(units, id, mediaFolder, now);
    return back.length;
  } finally {
    await units.close();
    await client.$disconnect();
  }
}
