import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { AppError } from '../../shared/errors.js';
import { isArchive, readArchive } from '../archive/read-archive.js';
import { type Manifest, manifestName, manifestSchema } from '../backup/manifest.js';

/**
 * Reads the whole file once before anything is touched: every member must be what the manifest says, and the manifest,
 * which is written last, must be there.
 */
export async function checkBackup(file: string): Promise<Manifest> {
  await refuseMissing(file);
  const sums = new Map<string, string>();
  let manifest: Manifest | undefined;
  try {
    for await (const { name, bytes } of readArchive(file)) {
      if (manifest !== undefined) throw damaged('清单后面还有内容');
      if (name === manifestName) manifest = parseManifest(bytes);
      else sums.set(name, createHash('sha256').update(bytes).digest('hex'));
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'archive-damaged')
      throw damaged('读到一半读不下去', error);
    throw error;
  }
  if (manifest === undefined) throw damaged('没有清单，文件不完整');
  const expected = Object.entries(manifest.members);
  const wrong = expected.filter(([name, sum]) => sums.get(name) !== sum).map(([name]) => name);
  if (wrong.length > 0 || sums.size !== expected.length) {
    throw damaged(`和清单对不上：${wrong.slice(0, 3).join('、') || '多出了文件'}`);
  }
  return manifest;
}

async function refuseMissing(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) {
    throw new AppError('backup-missing', 'tell-operator', `没有这个备份文件：${file}`);
  }
  if (!(await isArchive(file))) throw notOurs();
}

function notOurs(cause?: unknown): AppError {
  return new AppError(
    'backup-unknown',
    'tell-operator',
    '这不是网格哨的备份，或者是更新的版本做的备份：请用做备份的那个版本或更新的版本来恢复。',
    { cause },
  );
}

function parseManifest(bytes: Buffer): Manifest {
  const parsed = manifestSchema.safeParse(readJson(bytes));
  if (parsed.success) return parsed.data;
  throw notOurs(parsed.error);
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

function damaged(how: string, cause?: unknown): AppError {
  return new AppError(
    'backup-damaged',
    'tell-operator',
    `备份文件坏了（${how}），没有动数据库。请换一份备份，或从别处重新拷一次这个文件。`,
    { cause },
  );
}
