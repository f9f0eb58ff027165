import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { AppError } from '../../shared/errors.js';
import { isMissing, type SpoolFolder } from './spool-folder.js';

/** The file must be renamed in the instant between a write and a look: a few rounds are plenty. */
const maxRounds = 10;

/**
 * Adds lines to `waiting.jsonl` and returns once they are on the disk. Several processes add to it at once: one write
 * call at the end of the file each, between line breaks, so that what a dying process left half written spoils no line
 * of another. Whoever replays renames the file before he reads it: who finds the name unchanged after his write will be
 * read; who finds it gone cannot know, and adds his lines once more. A message that is replayed twice is a duplicate.
 */
export async function appendLines(folder: SpoolFolder, lines: readonly string[]): Promise<void> {
  const bytes = Buffer.from(`\n${lines.join('\n')}\n`);
  try {
    for (let round = 1; round <= maxRounds; round++) {
      if (await appendOnce(folder, bytes)) return;
    }
  } catch (cause) {
    throw unwritable(folder, cause);
  }
  throw unwritable(folder, new Error('the file was replaced again and again'));
}

async function appendOnce(folder: SpoolFolder, bytes: Buffer): Promise<boolean> {
  const file = await openWaiting(folder);
  try {
    const before = await file.stat();
    const { bytesWritten } = await file.write(bytes);
    if (bytesWritten < bytes.length) throw new Error('the disk took only a part');
    // Looked at before the fsync, which may take longer than replaying the whole file.
    if (!(await isStill(folder.waiting, before))) return false;
    await file.datasync();
    // Whoever made the file may not have come to this yet.
    await folder.sync();
    return true;
  } finally {
    await file.close();
  }
}

async function openWaiting(folder: SpoolFolder) {
  try {
    return await open(folder.waiting, 'a', 0o600);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await folder.make();
    return open(folder.waiting, 'a', 0o600);
  }
}

async function isStill(path: string, file: Stats): Promise<boolean> {
  try {
    const now = await stat(path);
    return now.ino === file.ino && now.dev === file.dev;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function unwritable(folder: SpoolFolder, cause: unknown): AppError {
  return new AppError(
    'spool-unwritable',
    'retry',
    `暂存目录 ${folder.path} 写不进去，消息没能收下：请检查磁盘空间和目录权限。`,
    { cause },
  );
}
