import type { App } from './app.js';
import type { Log } from './shared/log.js';
import { within } from './shared/within.js';

/** Longer than the app's own bounds together; a database that hangs must not keep the process for ever. */
const longestStopMs = 30_000;

/** 128 and the signal's number, as a shell reports a program that a signal ended. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** Ctrl-C reaches the whole group of processes, and npm hands it on once more: both come within milliseconds. */
const sameSignalMs = 1000;

/**
 * The first SIGTERM or SIGINT stops the app in good order and ends the process with 0; a second one ends it at once:
 * rows keep what was not done.
 */
export function stopOnSignal(building: Promise<App>, log: Log): { came(): boolean } {
  let stoppingSince: number | null = null;
  const stop = async () => {
    try {
      const app = await building;
      if ((await within(longestStopMs, app.close())) === 'late') {
        log.warn({ code: 'stop-late' }, 'stop took too long; ended without waiting for the rest');
      }
      process.exit(0);
    } catch (error) {
      log.error({ code: 'stop-failed', reason: String(error) }, 'stop failed');
      process.exit(1);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stoppingSince !== null) {
        if (performance.now() - stoppingSince > sameSignalMs) process.exit(exitCodes[signal]);
        return;
      }
      stoppingSince = performance.now();
      log.info({ signal }, 'stopping');
      void stop();
    });
  }
  return { came: () => stoppingSince !== null };
}
