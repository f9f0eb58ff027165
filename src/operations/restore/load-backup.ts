import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/errors.js';
import { type Loader, withLoader } from '../../store/backup/load.js';
import type { OpenDatabase } from '../../store/postgres/open-database.js';
import { readArchive } from '../archive/read-archive.js';
import { type Manifest, memberNames } from '../backup/manifest.js';

export interface LoadPlan {
  file: string;
  manifest: Manifest;
  database: OpenDatabase;
  mediaFolder: string;
  /** Where the config of the backup is put, beside the one in use. */
  configCopy: string;
  /** The config in use, to be compared with. */
  configFolder: string;
  /**
   * What waited when the backup was taken counts as done: deliveries as told, and messages as answered, because the old
   * system went on and did both.
   */
  waitingAsSent: boolean;
  /** The last number given to a case in the database that is being replaced; 0 for an empty one. */
  lastCaseNumber: number;
  say(line: string): void;
}

export interface Loaded {
  rows: number;
  media: number;
  /** Config files that differ from those in use. */
  differentConfig: string[];
  settledDeliveries: number;
  settledMessages: number;
}

/**
 * People were told numbers after the backup was taken, and how many nobody knows any more: a number must never come to
 * mean another case. More than a town takes in within a week; of nine digits it wastes nothing that counts.
 */
export const skippedCaseNumbers = 1000;

/** Puts rows, pictures and the copy of the config in place. The rows come in one transaction, after all their counts fit. */
export async function loadBackup(plan: LoadPlan): Promise<Loaded> {
  const { manifest } = plan;
  await rm(plan.configCopy, { recursive: true, force: true });
  await mkdir(plan.mediaFolder, { recursive: true, mode: 0o700 });
  return withLoader(plan.database.pool, async (loader) => {
    const loaded: Loaded = {
      rows: 0,
      media: 0,
      differentConfig: [],
      settledDeliveries: 0,
      settledMessages: 0,
    };
    for await (const { name, bytes } of readArchive(plan.file))
      await place(plan, loader, loaded, name, bytes);
    for (const table of manifest.tables) {
      const rows = await loader.countRows(table.name);
      if (rows !== table.rows) {
        throw new AppError(
          'restore-count',
          'tell-operator',
          `表 ${table.name} 应有${table.rows}行，装进去${rows}行：没有恢复，数据库仍是空的。`,
        );
      }
      loaded.rows += rows;
    }
    for (const state of manifest.sequences) await loader.setSequence(state);
    await loader.skipCaseNumbers(plan.lastCaseNumber, skippedCaseNumbers);
    if (plan.waitingAsSent) {
      loaded.settledDeliveries = await loader.settleDeliveries();
      loaded.settledMessages = await loader.settleMessages();
    }
    return loaded;
  });
}

/** Names are matched as a whole, so that none leads out of its folder. */
const shapes = {
  rows: /^tables\/([a-z_]+)\/\d{6}\.copy$/,
  media: /^media\/([0-9a-f-]{36}\.[a-z0-9]{1,5})$/,
  config: /^config\/([^/\\]+\.ya?ml)$/,
};

async function place(
  plan: LoadPlan,
  loader: Loader,
  loaded: Loaded,
  name: string,
  bytes: Buffer,
): Promise<void> {
  const tableName = shapes.rows.exec(name)?.[1];
  if (tableName !== undefined) {
    const table = plan.manifest.tables.find((each) => each.name === tableName);
    if (table) await loader.loadRows(table, bytes);
    return;
  }
  const media = shapes.media.exec(name)?.[1];
  if (media !== undefined) {
    await writeFile(join(plan.mediaFolder, media), bytes, { mode: 0o600 });
    loaded.media += 1;
    return;
  }
  const config = shapes.config.exec(name)?.[1];
  if (config !== undefined) {
    await keepCopy(join(plan.configCopy, config), bytes);
    const inUse = await readFile(join(plan.configFolder, config)).catch(() => null);
    if (inUse === null || !inUse.equals(bytes)) loaded.differentConfig.push(config);
    return;
  }
  if (name === memberNames.secrets) await keepCopy(join(plan.configCopy, 'env'), bytes);
}

async function keepCopy(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, bytes, { mode: 0o600 });
}
