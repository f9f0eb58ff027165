import { join } from 'node:path';
import { openInspection, type WecomInspection } from '../../bot/channels/wecom-app/inspect.js';
import { createZone, type Zone } from '../../bot/zone.js';
import { readSettingsAlone } from '../../config/settings-alone.js';
import type { Settings } from '../../config/settings-schema.js';
import { type Config, loadConfig } from '../../config.js';
import { AppError } from '../../shared/errors.js';
import { type MigrationState, readMigrationState } from '../../store/inspect/migration-state.js';
import type { OpenDatabase } from '../../store/postgres/open-database.js';
import { openExisting } from '../open-existing.js';
import { productNow } from '../product-now.js';
import { Skip } from './check.js';

/** What the checks look at. What is missing is asked for all the same: the check is then skipped. */
export interface Surroundings {
  root: string;
  /** Every mistake of settings and config files; null when there is none. */
  configMistakes: string | null;
  settings(): Settings;
  config(): Config;
  zone(): Zone;
  /** Opens the database and tells why it cannot. */
  reachDatabase(): Promise<OpenDatabase>;
  /** For checks of the server: skipped where it cannot be reached. */
  server(): Promise<OpenDatabase>;
  /** For checks of rows: skipped also where the tables are not those of this program. */
  database(): Promise<OpenDatabase>;
  /** Null where WeCom is not set up. */
  wecom(): WecomInspection | null;
  /** The product's present. */
  now(): Promise<Date>;
  close(): Promise<void>;
}

interface Place {
  root: string;
  env?: NodeJS.ProcessEnv;
}

/** Shorter than a check may take, so that its own words are heard. */
const openWithinMs = 4_500;
/** How long the end waits for a database that is still being opened: longer than a server takes that has to recover. */
const closeWithinMs = 20_000;

/** @param options.env - for tests; the process's own when left out */
export function openSurroundings(options: Place): Surroundings {
  const { root } = options;
  const { config, settings, mistakes } = readAll(options);
  const zone = config ? createZone(config) : null;
  let opening: Promise<OpenDatabase> | undefined;
  let unreachable = false;
  let state: Promise<MigrationState> | undefined;
  let inspection: WecomInspection | undefined;

  const surroundings: Surroundings = {
    root,
    configMistakes: mistakes,
    settings: () => need(settings, '设置有误'),
    config: () => need(config, '配置有误'),
    zone: () => need(zone, '配置有误'),
    async reachDatabase() {
      opening ??= openExisting(surroundings.settings());
      const opened = await Promise.race([opening, after(openWithinMs)]).catch((error: unknown) => {
        unreachable = true;
        throw error;
      });
      if (opened) return opened;
      unreachable = true;
      throw new AppError('database-slow', 'tell-operator', `${openWithinMs / 1000}秒内没有打开`);
    },
    async server() {
      if (unreachable) throw new Skip('数据库连不上');
      return surroundings.reachDatabase();
    },
    async database() {
      const server = await surroundings.server();
      state ??= readMigrationState(server.pool, join(root, 'prisma'));
      const { pending, unknown } = await state;
      if (pending.length + unknown.length > 0) throw new Skip('数据库结构和程序不一样');
      return server;
    },
    wecom() {
      const { wecom } = surroundings.settings();
      if (wecom) inspection ??= openInspection(wecom);
      return inspection ?? null;
    },
    async now() {
      // Only the demo's clock is a row.
      if (surroundings.settings().mode === 'production') return new Date();
      return productNow(surroundings.settings(), await surroundings.database());
    },
    async close() {
      await inspection?.close();
      if (opening === undefined) return;
      // One that we started ourselves must be stopped again, also when it came too late for the checks.
      const closed = opening.then((database) => database.close()).catch(() => undefined);
      await Promise.race([closed, after(closeWithinMs)]);
    },
  };
  return surroundings;
}

function readAll(place: Place): {
  config: Config | null;
  settings: Settings | null;
  mistakes: string | null;
} {
  try {
    const config = loadConfig(place);
    return { config, settings: config.settings, mistakes: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { config: null, settings: settingsOrNull(place), mistakes: error.message };
  }
}

function settingsOrNull(place: Place): Settings | null {
  try {
    return readSettingsAlone(place);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function need<T>(value: T | null, why: string): T {
  if (value === null) throw new Skip(why);
  return value;
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
