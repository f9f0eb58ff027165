import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { findOutsidePlace } from './outside-place.js';

/** Whether a start of the product already made the embedded database of this DATA_DIR; makes nothing itself. */
export async function embeddedExists(dataDir: string): Promise<boolean> {
  const inside = await realpath(dataDir).catch(() => null);
  if (inside === null) return false;
  const folder = (await findOutsidePlace(inside)) ?? inside;
  return existsSync(join(folder, 'postgres', 'PG_VERSION'));
}
