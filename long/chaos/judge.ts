import type { ApiCall } from '../../wecom-sim/corp/call-log.js';
import { judgeAnswers } from './judge-answers.js';
import { judgeDeliveries } from './judge-deliveries.js';
import { judgeIntake } from './judge-intake.js';
import type { Ledger } from './read-ledger.js';
import type { Speaker } from './script.js';
import type { Sent } from './talk.js';

/** Something that must not be, in words for whoever looks for the cause. */
export interface Violation {
  rule: string;
  what: string;
}

/** Everything that is known at the end of a run. */
export interface Evidence {
  speakers: readonly Speaker[];
  sent: readonly Sent[];
  /** Calls that reached the simulated WeCom. */
  calls: readonly ApiCall[];
  ledger: Ledger;
  /** Cards whose buttons are grey in their holder's chat. */
  greyCards: ReadonlySet<string>;
}

/** Compares what people said and received with the rows, both ways. */
export function judge(evidence: Evidence): Violation[] {
  return [...judgeIntake(evidence), ...judgeAnswers(evidence), ...judgeDeliveries(evidence)];
}
