import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.js';
import type { Log } from '../../shared/log.js';
import { applyMigrations } from '../../store/postgres/apply-migrations.js';
import { readMigrations } from '../../store/postgres/migrations-folder.js';
import type { OpenDatabase } from '../../store/postgres/open-database.js';
import type { Manifest } from '../backup/manifest.js';

/** Refuses a backup whose tables this program does not know. */
export async function refuseNewerBackup(manifest: Manifest, prismaFolder: string): Promise<void> {
  const known = new Map((await readMigrations(prismaFolder)).map((m) => [m.name, m.checksum]));
  for (const { name, checksum } of manifest.migrations) {
    if (known.get(name) === checksum) continue;
    throw new AppError(
      'backup-newer',
      'tell-operator',
      `这份备份是网格哨 ${manifest.version} 做的，它的数据库结构（${name}）本程序没有：请先升级到那个版本或更新的版本，再恢复。`,
    );
  }
}

/** Makes the tables as they were when the backup was taken: later migrations follow after the rows are there. */
export async function applyMigrationsOf(
  manifest: Manifest,
  database: OpenDatabase,
  prismaFolder: string,
  log: Log,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gridwhistle-migrations-'));
  try {
    await mkdir(join(folder, 'migrations'));
    for (const { name } of manifest.migrations) {
      await cp(join(prismaFolder, 'migrations', name), join(folder, 'migrations', name), { recursive: true });
    }
    await applyMigrations({
      pool: database.pool,
      connectionString: database.connectionString,
      prismaFolder: folder,
      log,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
