import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '../../bot/engine.js';
import { inTransaction } from '../../store/client.js';
import { countUnsettled } from '../../store/outbox.js';

/** Waits until every message is handled, every queued answer sent and nothing due is left, or the time is over. */
export async function waitSettled(engine: Engine, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const left = await inTransaction(engine.client, (tx) => countUnsettled(tx, engine.clock.now()));
    if (left.unhandled + left.unsent + left.due === 0) return true;
    if (Date.now() >= end) return false;
    // Rows are changed by any process: there is no event to wait for, so look again shortly.
    await delay(40);
  }
}
