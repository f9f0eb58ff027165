import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Snapshot, withSnapshot } from '../../store/backup/snapshot.js';
import type { OpenDatabase } from '../../store/postgres/open-database.js';
import { writeArchive } from '../archive/write-archive.js';
import { formatVersion, type Manifest, manifestName, memberNames } from './manifest.js';

export interface BackupPlan {
  file: string;
  database: OpenDatabase;
  mediaFolder: string;
  configFolder: string;
  /** `.env`; null leaves it out. */
  secretsFile: string | null;
  zone: string;
  version: string;
  /** A line for the person who waits. */
  say(line: string): void;
}

export interface BackupResult {
  bytes: number;
  manifest: Manifest;
}

/**
 * Writes one file with everything that a restore needs: all rows as of one instant, the pictures and sounds they name,
 * and the config. The queue is left out: it is rebuilt from rows. The product may go on working meanwhile.
 */
export async function writeBackup(plan: BackupPlan): Promise<BackupResult> {
  return withSnapshot(plan.database.pool, async (snapshot) => {
    let manifest: Manifest | undefined;
    const { bytes } = await writeArchive(plan.file, snapshot.takenAt, async (archive) => {
      const members: Record<string, string> = {};
      const add = async (name: string, content: Buffer): Promise<string> => {
        const sum = await archive.add(name, content);
        members[name] = sum;
        return sum;
      };
      const tables = await addTables(plan, snapshot, add);
      const media = await addMedia(plan, snapshot, add);
      const secrets = await addConfig(plan, add);
      manifest = {
        format: formatVersion,
        product: 'gridwhistle',
        version: plan.version,
        takenAt: snapshot.takenAt.toISOString(),
        zone: plan.zone,
        serverVersion: snapshot.serverVersion,
        migrations: snapshot.migrations,
        tables,
        sequences: await snapshot.readSequences(),
        media,
        secrets,
        members,
      };
      await archive.add(manifestName, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
    });
    if (manifest === undefined) throw new Error('A backup was written without its manifest');
    return { bytes, manifest };
  });
}

type Add = (name: string, content: Buffer) => Promise<string>;

async function addTables(plan: BackupPlan, snapshot: Snapshot, add: Add): Promise<Manifest['tables']> {
  const tables: Manifest['tables'] = [];
  for (const [index, table] of snapshot.tables.entries()) {
    const rows = await snapshot.countRows(table.name);
    let block = 0;
    await snapshot.copyRows(table, async (bytes) => {
      await add(memberNames.rows(table.name, block), bytes);
      block += 1;
    });
    tables.push({ ...table, rows });
    plan.say(`  表 ${index + 1}/${snapshot.tables.length}  ${table.name}：${rows}行`);
  }
  return tables;
}

/** After how many files a line is said. */
const sayEvery = 500;

async function addMedia(plan: BackupPlan, snapshot: Snapshot, add: Add): Promise<Manifest['media']> {
  const wanted = await snapshot.listMedia();
  const found = { files: 0, missing: wanted.size, changed: 0 };
  const names = (await readdir(plan.mediaFolder).catch(() => [])).sort();
  for (const name of names) {
    const noted = wanted.get(name.replace(/\.[^.]*$/, ''));
    // Files that came after the snapshot belong to the next backup.
    if (noted === undefined) continue;
    // Erased in this moment: then it must not be in the backup either.
    const bytes = await readFile(join(plan.mediaFolder, name)).catch(() => null);
    if (bytes === null) continue;
    const sum = await add(memberNames.media(name), bytes);
    found.files += 1;
    found.missing -= 1;
    if (sum !== noted) found.changed += 1;
    if (found.files % sayEvery === 0) plan.say(`  照片和语音 ${found.files}/${wanted.size}`);
  }
  plan.say(`  照片和语音：${found.files}个文件`);
  return found;
}

/** The config files, and `.env` when it was asked for and exists. */
async function addConfig(plan: BackupPlan, add: Add): Promise<boolean> {
  const entries = await readdir(plan.configFolder, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name));
  for (const { name } of files) {
    await add(memberNames.config(name), await readFile(join(plan.configFolder, name)));
  }
  plan.say(`  配置：${files.length}个文件`);
  if (plan.secretsFile === null) return false;
  const env = await readFile(plan.secretsFile).catch(() => null);
  if (env === null) return false;
  await add(memberNames.secrets, env);
  plan.say('  .env：已放进备份，里面有口令，请妥善保管这个文件');
  return true;
}
