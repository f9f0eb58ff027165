import type { Settings } from '../config/settings-schema.js';
import { AppError } from '../shared/errors.js';
import { silentLog } from '../shared/log.js';
import { embeddedExists } from '../store/postgres/embedded-exists.js';
import { type OpenDatabase, openDatabase } from '../store/postgres/open-database.js';

/**
 * The product's database, beside a product that runs or alone. A command that looks must not make a database: where
 * none was made yet it is refused.
 */
export async function openExisting(settings: Settings): Promise<OpenDatabase> {
  if (settings.databaseUrl === undefined && !(await embeddedExists(settings.dataDir))) {
    throw new AppError(
      'no-database-yet',
      'tell-operator',
      `${settings.dataDir} 里还没有数据库：第一次 npm start 时建立。数据在别处的，请检查 DATA_DIR 或 DATABASE_URL。`,
    );
  }
  return openDatabase({
    ...(settings.databaseUrl ? { databaseUrl: settings.databaseUrl } : {}),
    dataDir: settings.dataDir,
    log: silentLog,
  });
}
