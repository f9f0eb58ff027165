import type { DeadlineKind } from '../../config/cases-schema.js';
import { AppError } from '../../shared/errors.js';
import { type Case, type CaseBase, isEnded, type Owner, ownerOf } from './case.js';

/** Limits as written in config ("5wd"), already chosen for the case's category and urgency. */
export interface CaseRules {
  clocks: { acknowledge: string; first_contact?: string; interim?: string; resolve: string };
  check: 'none' | 'town';
  dispatchWithin: string;
  arbitrateWithin: string;
  checkWithin: string;
  rateWithin: string;
  extensionAnswerWithin: string;
  supervisionAnswerWithin: string;
  maxTransfers: number;
  /** Named readers only. */
  restricted: boolean;
}

export type ClockChange =
  | { op: 'start'; kind: DeadlineKind; span: string }
  | { op: 'settle'; kind: DeadlineKind }
  | { op: 'move'; kind: DeadlineKind; until: Date }
  | { op: 'cancel-all' };

/** An event before it is chained: ids, states, codes and times only. */
export interface NewEvent {
  type: string;
  body: Record<string, string | number | boolean | null>;
  /** Follows from config, not from whoever gave the command: the log names the rules as its author. */
  byRule?: true;
}

export interface Decision {
  next: Case;
  events: NewEvent[];
  clocks: ClockChange[];
}

/** The case stays in its state; single fields change. */
export function stay(
  c: Case,
  change: Partial<CaseBase>,
  events: NewEvent[],
  clocks: ClockChange[] = [],
): Decision {
  return { next: { ...c, ...change, revision: c.revision + 1 }, events, clocks };
}

/** What every case has, as it enters its next state now. */
export function moveOn(c: CaseBase, now: Date): CaseBase {
  return { ...baseOf(c), revision: c.revision + 1, stateSince: now };
}

/** Acting on a case without 签收 is 签收: an officer who answers has seen it. */
export function implicitAcknowledge(c: Case): NewEvent[] {
  if (c.state !== 'assigned' && c.state !== 'reopened') return [];
  return [{ type: 'case-acknowledged', body: { unit: c.unitCode, assignee: c.assigneeId } }];
}

/** The unit and person who hold the case; throws `case-state` while nobody does. */
export function mustOwn(c: Case): Owner {
  const owner = ownerOf(c);
  if (!owner || isEnded(c)) throw new AppError('case-state', 'tell-user', `state ${c.state} has no unit`);
  return owner;
}

/** Without the fields of a state. */
function baseOf(c: CaseBase): CaseBase {
  const {
    id,
    number,
    kind,
    categoryCode,
    gridCode,
    urgency,
    reporterId,
    filedById,
    anonymous,
    restricted,
    escalation,
    supervisedAt,
    hops,
    pressCount,
    reopenCount,
    revision,
    reportedAt,
    stateSince,
  } = c;
  return {
    id,
    number,
    kind,
    categoryCode,
    gridCode,
    urgency,
    reporterId,
    filedById,
    anonymous,
    restricted,
    escalation,
    supervisedAt,
    hops,
    pressCount,
    reopenCount,
    revision,
    reportedAt,
    stateSince,
  };
}
