import type { Settings } from '../config/settings-schema.js';
import { readClockOffset } from '../store/clock-offset.js';
import type { OpenDatabase } from '../store/postgres/open-database.js';

/** The product's present: the machine's, and in demo mode the offset of its row. */
export async function productNow(settings: Settings, database: OpenDatabase): Promise<Date> {
  const offset = settings.mode === 'demo' ? await readClockOffset(database.pool) : 0;
  return new Date(Date.now() + offset);
}
