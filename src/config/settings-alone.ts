import { readSettings } from './read-settings.js';
import { ConfigReport } from './report.js';
import type { Settings } from './settings-schema.js';

/**
 * The settings without the config folder, for commands that must work while a config file is being mended.
 *
 * @throws AppError `config` that lists every mistake of the settings
 */
export function readSettingsAlone(options: { env?: NodeJS.ProcessEnv; root: string }): Settings {
  const report = new ConfigReport();
  const { settings, configDir } = readSettings(options.env ?? process.env, options.root, report);
  report.throwIfRefused(configDir);
  if (settings === undefined) throw new Error('Settings are missing although no mistake was reported');
  return settings;
}
