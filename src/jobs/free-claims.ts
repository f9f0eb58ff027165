import type { Engine } from '../bot/engine.js';
import { freeClaims } from '../store/free-claims.js';

/**
 * Takes what killed processes held from them, and wakes those who send and remind. Every process that sweeps does it,
 * not the leader alone: the leader may be the one that was killed. Never fails: what is held also ends by its time.
 */
export async function freeAndWake(engine: Engine): Promise<void> {
  try {
    const count = await freeClaims(engine.pool);
    if (count === 0) return;
    engine.log.warn({ code: 'claims-freed', count }, 'a process died or lost its connection; others go on');
    await engine.wakeUps.add([{ job: { name: 'deliver-outbox' } }, { job: { name: 'remind-due' } }]);
  } catch (error) {
    engine.log.warn({ code: 'claims-not-freed', reason: String(error) }, 'looked at again at the next turn');
  }
}
