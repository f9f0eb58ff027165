import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { findOutsidePlace } from '../../../src/store/postgres/outside-place.js';

/** A folder anybody may enter, removed after the test. */
export async function temporaryFolder(mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gw-'));
  await chmod(folder, mode);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Removes a database that lies outside its DATA_DIR after the test. */
export function forgetOutsidePlace(dataDir: string): void {
  onTestFinished(async () => {
    const outside = await findOutsidePlace(dataDir);
    if (outside !== undefined) await rm(outside, { recursive: true, force: true });
  });
}
