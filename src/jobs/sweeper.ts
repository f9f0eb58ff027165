import type { Lease } from '../store/lease.js';
import { freeAndWake } from './free-claims.js';
import { type SweepParts, sweep } from './sweep.js';

export interface Sweeper {
  /** Runs a sweep now, whoever leads, and waits for it. */
  now(): Promise<void>;
  /** Something changed that rows tell of: the leader sweeps at once. */
  hint(): void;
  /** Waits for the sweep under way, which ends soon because `stop` was given. */
  close(): Promise<void>;
}

/**
 * Sweeps every `periodMs` of machine time, independent of the queue on purpose. Of several processes one leads and
 * sweeps, the others only ask whether it still does; when the leader dies another takes its place within the lease. What
 * dead processes held is freed by all of them: the leader may be the one that died.
 */
export function startSweeper(parts: SweepParts, lease: Lease, periodMs: number): Sweeper {
  const { engine, observer, stop } = parts;
  let running: Promise<void> | null = null;
  let asking: Promise<void> | null = null;

  const run = () => {
    running ??= sweep(parts)
      .catch((error: unknown) => {
        observer.note({ what: 'sweep-failed' });
        engine.log.error(
          { code: 'sweep-failed', reason: String(error) },
          'sweep failed; the next one tries again',
        );
      })
      .finally(() => {
        running = null;
      });
    return running;
  };
  /** Also asked while a sweep is under way, so that a long one keeps its lease. */
  const ask = () => {
    asking ??= freeAndWake(engine)
      .then(() => lease.take())
      .then((leads) => {
        if (leads && !stop.aborted) void run();
      })
      .catch((error: unknown) => {
        observer.note({ what: 'sweep-failed' });
        engine.log.warn({ code: 'sweep-lease', reason: String(error) }, 'asked again at the next turn');
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  };
  const timer = setInterval(() => void ask(), periodMs);

  return {
    async now() {
      // One that is under way may have passed the row already.
      await running;
      await run();
    },
    hint: () => void ask(),
    async close() {
      clearInterval(timer);
      await asking;
      await running;
      await lease.leave().catch(() => undefined);
    },
  };
}
