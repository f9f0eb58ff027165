import { checkAdministrators } from './config/check-administrators.js';
import { checkCases } from './config/check-cases.js';
import { checkGrids } from './config/check-grids.js';
import { checkReminders } from './config/check-reminders.js';
import { checkStaff } from './config/check-staff.js';
import { checkUnits } from './config/check-units.js';
import { deepFreeze } from './config/deep-freeze.js';
import { type ConfigFiles, isComplete, readConfigFiles } from './config/files.js';
import { readSettings } from './config/read-settings.js';
import { ConfigReport } from './config/report.js';
import type { Settings } from './config/settings-schema.js';

/** Settings and everything that stands in the config folder: read once, checked whole, never changed. */
export interface Config extends ConfigFiles {
  settings: Settings;
  /** Told to the operator at start; work goes on. */
  warnings: string[];
  /** SHA-256 over the config files: changes with any byte of any of them. */
  fingerprint: string;
}

/**
 * The only reader of the environment.
 *
 * @param options.env - for tests; the process's own when left out
 * @param options.root - the project's folder: `.env`, and relative paths of settings, are looked for here
 * @throws AppError `config` that lists every mistake with file, place and what to do
 */
export function loadConfig(options: { env?: NodeJS.ProcessEnv; root: string }): Config {
  const report = new ConfigReport();
  const { settings, configDir } = readSettings(options.env ?? process.env, options.root, report);
  const { files, fingerprint } = readConfigFiles(configDir, report);

  checkGrids(files, report);
  checkStaff(files, report);
  checkUnits(files, report);
  checkCases(files, report);
  checkReminders(files, report);
  checkAdministrators(files, report);

  report.throwIfRefused(configDir);
  if (settings === undefined || !isComplete(files)) {
    throw new Error('A setting or config file is missing although no mistake was reported');
  }
  return deepFreeze({ settings, ...files, warnings: report.warnings, fingerprint });
}
