import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../shared/log.js';
import type { ClusterHome } from './cluster-home.js';
import type { Binaries } from './embedded-binaries.js';
import { stopPostmaster } from './stop-postmaster.js';
import { type Share, shareLock, takeShare } from './take-share.js';

/** This process's part in the server that all processes of one DATA_DIR use together. */
export interface Membership {
  socketFolder: string;
  /** Gives the part back; the last one stops the server. */
  leave(): Promise<void>;
}

const retakeAfterMs = 1_000;

/**
 * Joins, and joins again whenever the server was lost (it was killed, or it restarted itself after one
 * of its processes died): otherwise another process leaving would stop it under us.
 */
export async function joinServer(home: ClusterHome, binaries: Binaries, log: Log): Promise<Membership> {
  let leaving = false;
  let retaking: Promise<void> | undefined;
  let share = await takeShare(home, binaries, log);
  const { socketFolder } = share;

  const retake = async (): Promise<void> => {
    while (!leaving) {
      try {
        share = await takeShare(home, binaries, log);
        watch(share);
        log.info({ cluster: home.cluster }, 'embedded database joined again');
        return;
      } catch (error) {
        log.error({ cluster: home.cluster, reason: String(error) }, 'embedded database not reachable');
        await delay(retakeAfterMs);
      }
    }
  };
  const watch = (held: Share): void => {
    held.client.once('end', () => {
      if (leaving) return;
      log.warn({ cluster: home.cluster }, 'embedded database lost');
      retaking = retake();
    });
  };
  watch(share);

  return {
    socketFolder,
    async leave() {
      if (leaving) return;
      leaving = true;
      await retaking;
      if (await giveBack(share)) await stopPostmaster(home, log);
      await share.client.end().catch(() => undefined);
    },
  };
}

/** True when nobody else holds a share. A lost server needs no stopping. */
async function giveBack(share: Share): Promise<boolean> {
  try {
    await share.client.query('SELECT pg_advisory_unlock_shared($1)', [shareLock]);
    const alone = await share.client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [
      shareLock,
    ]);
    return alone.rows[0]?.got === true;
  } catch {
    return false;
  }
}
