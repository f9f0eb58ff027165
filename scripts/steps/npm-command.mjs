import { accessSync, constants, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * How to call npm here: the one that started us, otherwise the one on PATH. An account without a home
 * of its own (a service, `nobody`) gets a cache folder for the time of the install.
 */
export async function npmCommand() {
  const started = process.env.npm_execpath;
  const own = started !== undefined && basename(started) === 'npm-cli.js';
  const cache = cacheIsWritable() ? undefined : await mkdtemp(join(tmpdir(), 'gridwhistle-npm-'));
  return {
    command: own ? process.execPath : 'npm',
    args: own ? [started] : [],
    // On Windows npm is a script, which only a shell finds.
    shell: !own && process.platform === 'win32',
    env: {
      npm_config_update_notifier: 'false',
      ...(cache === undefined ? {} : { npm_config_cache: cache, HOME: cache }),
    },
    async cleanUp() {
      if (cache !== undefined) await rm(cache, { recursive: true, force: true });
    },
  };
}

function cacheIsWritable() {
  try {
    const folder = process.env.npm_config_cache ?? join(homedir(), '.npm');
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
