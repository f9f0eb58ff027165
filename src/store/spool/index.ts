import { open } from 'node:fs/promises';
import type { Clock } from '../../shared/clock.js';
import type { Ids } from '../../shared/ids.js';
import type { Log } from '../../shared/log.js';
import { within } from '../../shared/within.js';
import { describeFault } from '../database-fault.js';
import type { Arrival } from '../store-inbound.js';
import { appendLines } from './append-lines.js';
import { GatheredAppends } from './gather-appends.js';
import { countLines } from './read-lines.js';
import { replaySpool } from './replay.js';
import { SpoolFolder, type SpoolState } from './spool-folder.js';
import { encodeLine, type SpooledMessage } from './spool-line.js';

export interface SpoolFigures {
  /** Of this process since its start: messages written to the spool, stored from it, and set aside for good. */
  spooled: number;
  replayed: number;
  setAside: number;
  /** Messages that lie there now, whichever process took them in. */
  waiting: number;
}

export interface Spool {
  readonly state: SpoolState;
  /** Returns once they are on the disk; throws `spool-unwritable`. Those that come together share one write. */
  append(messages: readonly SpooledMessage[]): Promise<void>;
  /** Keeps for a person to look at what the database will never take. */
  setAside(messages: readonly Arrival[], reason: string): Promise<void>;
  /** Replays whenever something lies there and the database is back. */
  startReplaying(parts: {
    connectionString: string;
    clock: Clock;
    ids: Ids;
    wake(conversationIds: readonly string[]): void;
  }): void;
  figures(): Promise<SpoolFigures>;
  close(): Promise<void>;
}

/** How soon after the database is back the first message is replayed. */
const tryEveryMs = 250;
/** A replay under way at the end is left to the next process; its statement may still be carried out. */
const closeWithinMs = 2000;

/**
 * Where messages wait while the database is away: files in DATA_DIR/spool, which all processes of one DATA_DIR share.
 * They hold people's words, so they are readable by us alone and removed as soon as they are replayed.
 */
export async function openSpool(dataDir: string, log: Log): Promise<Spool> {
  const folder = new SpoolFolder(dataDir);
  const counted = { spooled: 0, replayed: 0, setAside: 0 };
  const appends = new GatheredAppends((lines) => appendLines(folder, lines));
  let replaying: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  await folder.make().catch((error: unknown) => {
    log.error(
      { code: 'spool-unwritable', reason: String(error) },
      `暂存目录 ${folder.path} 不能用：数据库断开时消息会收不下，请检查 DATA_DIR 的权限`,
    );
  });

  const setLinesAside = async (lines: readonly string[], reason: string) => {
    log.error(
      { code: 'spool-refused', reason, count: lines.length },
      `有消息数据库不肯存，原文放在 ${folder.refused}`,
    );
    await folder.make();
    const file = await open(folder.refused, 'a', 0o600);
    try {
      await file.appendFile(`${lines.join('\n')}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
    counted.setAside += lines.length;
  };

  return {
    get state() {
      return folder.state();
    },
    async append(messages) {
      await appends.add(messages.map(encodeLine));
      counted.spooled += messages.length;
    },
    setAside: (messages, reason) =>
      setLinesAside(
        messages.map((message) => encodeLine({ ...message, clock: 'product' })),
        reason,
      ),
    startReplaying(parts) {
      const tryOnce = async () => {
        try {
          const replayed = await replaySpool({ folder, log, setAside: setLinesAside, ...parts });
          counted.replayed += replayed;
          if (replayed > 0)
            log.info({ code: 'spool-replayed', replayed }, 'messages of the spool are stored');
        } catch (error) {
          log.debug({ code: 'spool-waits', reason: describeFault(error) }, 'spool not replayed yet');
        }
      };
      timer = setInterval(() => {
        if (replaying || folder.state() === 'empty') return;
        replaying = tryOnce().finally(() => {
          replaying = null;
        });
      }, tryEveryMs);
      timer.unref();
    },
    async figures() {
      const counts = await Promise.all((await folder.files()).map((file) => countLines(file).catch(() => 0)));
      return { ...counted, waiting: counts.reduce((sum, count) => sum + count, 0) };
    },
    async close() {
      if (timer) clearInterval(timer);
      await appends.idle();
      if (replaying) await within(closeWithinMs, replaying);
    },
  };
}
