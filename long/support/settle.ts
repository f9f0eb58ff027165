import { setTimeout as delay } from 'node:timers/promises';
import type { Waiting } from './product-rows.js';

const lookEveryMs = 250;

/** Waits until nothing is left to do at two looks in a row, or until the time is over. */
export async function settle(look: () => Promise<Waiting>, withinMs: number): Promise<Waiting> {
  const until = performance.now() + withinMs;
  let quiet = 0;
  for (;;) {
    const waiting = await look();
    quiet = waiting.unhandled + waiting.unsent === 0 ? quiet + 1 : 0;
    if (quiet === 2 || performance.now() > until) return waiting;
    await delay(lookEveryMs);
  }
}
