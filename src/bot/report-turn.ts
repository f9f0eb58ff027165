import type { Engine } from './engine.js';
import type { Work } from './work.js';

/**
 * One line for each turn, with what it was about and what it will say, and one count. The transaction is not committed
 * yet: a turn that fails at its very end is reported, and reported again when it is repeated.
 */
export function reportTurn(
  engine: Engine,
  work: Work,
  turn: { message: string; conversation: string; outcome: string; began: number },
): void {
  const { message, conversation, outcome } = turn;
  const ms = Math.round(performance.now() - turn.began);
  engine.observer.note({ what: 'turn', outcome, ms });
  engine.log.info(
    { code: 'turn', message, conversation, outcome, deliveries: work.queued, ms },
    'message handled',
  );
}
