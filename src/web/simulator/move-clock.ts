import type { Engine } from '../../bot/engine.js';
import { inTransaction } from '../../store/client.js';
import { findNextReminder } from '../../store/deadlines.js';
import type { DemoParts } from '../server.js';
import { waitSettled } from './settle.js';

/** A jump over more reminders than this is made in one go at its end. */
const maxStops = 500;

/**
 * Moves the clock forwards and stops at every instant at which something falls due, so that each notice carries
 * its own time. Returns when all of it was decided and sent.
 */
export async function moveClock(engine: Engine, demo: DemoParts, byMs: number): Promise<void> {
  const target = engine.clock.now().getTime() + byMs;
  const arrive = async (at: number) => {
    await demo.clock.advance(Math.max(0, at - engine.clock.now().getTime()));
    // Jobs armed for the old time would come late; the rows say what is due.
    await demo.sweepNow();
    return waitSettled(engine, 60_000);
  };
  for (let stops = 0; stops < maxStops; stops++) {
    const next = await inTransaction(engine.client, findNextReminder);
    if (!next || next.getTime() > target) break;
    if (!(await arrive(next.getTime()))) break;
  }
  await arrive(target);
}
