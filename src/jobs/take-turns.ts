import type { Engine } from '../bot/engine.js';
import { takeTurns } from '../bot/take-turns.js';
import type { JobHandlers } from '../queue/job-catalogue.js';
import { sideBySide } from './side-by-side.js';

/**
 * Conversations of one job that are worked on side by side, with four jobs at once: more turns than that only stand in
 * line for the processor, and the messages that come in stand behind them.
 */
const width = 2;

/** Messages wait in these conversations: handle each one's, oldest first. A stop leaves the rest to their rows. */
export function takeTurnsJob(engine: Engine, stop: AbortSignal): JobHandlers['take-turns'] {
  return async ({ conversationIds }) => {
    const failures = await sideBySide(conversationIds, width, stop, (id) => takeTurns(engine, id));
    // One conversation's failure must not stop the others; the job is then tried again for what is left.
    if (failures.length > 0) throw failures[0]?.error;
  };
}
