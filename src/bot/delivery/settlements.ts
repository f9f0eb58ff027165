import { setTimeout as delay } from 'node:timers/promises';
import { type Settlement, settleOutbound } from '../../store/settle-outbound.js';
import type { DeliveryEngine } from './delivery-engine.js';

/** While the database is away: shorter than the time for which messages are held. */
const patienceMs = 40_000;
const againMs = 500;

/** Settles messages, those that end while the database is busy with others in one statement. */
export interface Settlements {
  /** Resolves once it is written, or cannot be: the message is then sent again, which the platform takes for a repeat. */
  add(settlement: Settlement): Promise<void>;
}

export function createSettlements(engine: Pick<DeliveryEngine, 'pool' | 'clock' | 'log'>): Settlements {
  let waiting: Settlement[] = [];
  let next: Promise<void> | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function write(batch: readonly Settlement[]): Promise<void> {
    const giveUpAt = performance.now() + patienceMs;
    for (;;) {
      try {
        await settleOutbound(engine.pool, batch, engine.clock.now());
        return;
      } catch (error) {
        if (performance.now() >= giveUpAt) {
          engine.log.error(
            { code: 'settle-failed', count: batch.length, reason: String(error) },
            'outcomes not written',
          );
          return;
        }
        await delay(againMs);
      }
    }
  }

  return {
    add(settlement) {
      waiting.push(settlement);
      // Whatever comes until the one before is written goes with this one.
      next ??= writing.then(() => {
        const batch = waiting;
        waiting = [];
        next = null;
        writing = write(batch);
        return writing;
      });
      return next;
    },
  };
}
