import type { Engine } from '../bot/engine.js';
import { takeTurns } from '../bot/take-turns.js';
import type { JobHandlers } from '../queue/wake-ups.js';

/** Messages wait in a conversation: handle them, oldest first. */
export function takeTurnsJob(engine: Engine): JobHandlers['take-turns'] {
  return ({ conversationId }) => takeTurns(engine, conversationId);
}
