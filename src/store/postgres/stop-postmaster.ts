import { rmdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../shared/log.js';
import type { ClusterHome } from './cluster-home.js';
import { isPostmaster, readPostmaster } from './postmaster-file.js';

const lookEveryMs = 20;
/** The final checkpoint of a busy server on a slow disk may take longer; it then ends without us. */
const longestWaitMs = 20_000;

/** Asks for a fast shutdown (SIGINT): connections are ended, everything is written. */
export async function stopPostmaster(home: ClusterHome, log: Log): Promise<void> {
  const running = readPostmaster(home.cluster);
  if (!running || !isPostmaster(running.pid, home.cluster)) return;
  const began = Date.now();
  process.kill(running.pid, 'SIGINT');
  while (isPostmaster(running.pid, home.cluster)) {
    if (Date.now() - began > longestWaitMs) {
      log.warn(
        { postmaster: running.pid, cluster: home.cluster },
        'embedded database still stopping; left to itself',
      );
      return;
    }
    await delay(lookEveryMs);
  }
  // Fails when a new server already listens there: then it must stay.
  await rmdir(running.socketFolder).catch(() => undefined);
  log.info({ postmaster: running.pid, ms: Date.now() - began }, 'embedded database stopped');
}
