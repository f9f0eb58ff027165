import type { Engine } from '../bot/engine.js';
import { takeTurns } from '../bot/take-turns.js';
import type { JobHandlers } from '../queue/wake-ups.js';

/** Conversations of one job that are worked on side by side. */
const width = 4;

/** Messages wait in these conversations: handle each one's, oldest first. */
export function takeTurnsJob(engine: Engine): JobHandlers['take-turns'] {
  return async ({ conversationIds }) => {
    const waiting = [...conversationIds];
    const results = await Promise.allSettled(
      Array.from({ length: width }, async () => {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await takeTurns(engine, id);
      }),
    );
    // One conversation's failure must not stop the others; the job is then tried again for what is left.
    const failed = results.find((r) => r.status === 'rejected');
    if (failed) throw failed.reason;
  };
}
