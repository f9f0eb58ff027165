import { z } from 'zod';
import type { Urgency } from '../../config/cases-schema.js';

export const caseKinds = ['matter', 'proxy-request', 'consult', 'emergency'] as const;
export type CaseKind = (typeof caseKinds)[number];

/** Why a case waits for a dispatcher instead of being routed by rule. */
export const queueReasons = [
  'category-unsure',
  'grid-unsure',
  'category-and-grid-unsure',
  'consult-unanswered',
  'not-understood',
  'returned',
  'no-officer',
] as const;
export type QueueReason = (typeof queueReasons)[number];

export const returnReasons = ['not-ours', 'wrong-place', 'already-done', 'unclear', 'other'] as const;
export type ReturnReason = (typeof returnReasons)[number];

export const declineReasons = ['not-a-matter', 'petition', 'court', 'other-number', 'other'] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** What every case has, whatever its state. */
export interface CaseBase {
  id: string;
  /** Bare digits, check digit last. */
  number: string;
  kind: CaseKind;
  categoryCode: string | null;
  gridCode: string | null;
  urgency: Urgency;
  /** Who is told about it; null when nobody can be. */
  reporterId: string | null;
  /** Who wrote it down: the reporter, or a grid worker for somebody else. */
  filedById: string | null;
  anonymous: boolean;
  restricted: boolean;
  /** Rungs of the ladder climbed: 0 none, 1 superior, 2 town centre, 3 zone centre. */
  escalation: number;
  supervisedAt: Date | null;
  /** Units it went through by transfer. */
  hops: number;
  pressCount: number;
  reopenCount: number;
  /** Raised by every change; a card carries the revision it was made for. */
  revision: number;
  reportedAt: Date;
  stateSince: Date;
}

/** A unit and the person in it who answers for the case. */
export interface Owner {
  unitCode: string;
  assigneeId: string;
}

/** The state and exactly the fields that state has. */
export type CaseState =
  | { state: 'reported'; queueReason: QueueReason }
  | { state: 'accepted'; queueReason: QueueReason }
  | ({ state: 'assigned' } & Owner)
  | ({ state: 'acknowledged' } & Owner)
  | ({ state: 'in-progress' } & Owner)
  | ({ state: 'checking'; resolvedAt: Date } & Owner)
  | ({ state: 'resolved'; resolvedAt: Date } & Owner)
  | { state: 'returned'; reason: ReturnReason; fromUnitCode: string }
  | ({ state: 'reopened' } & Owner)
  | { state: 'closed'; how: CloseReason; owner: Owner | null; score: Score | null; closedAt: Date }
  | { state: 'withdrawn'; closedAt: Date }
  | { state: 'duplicate'; of: string; closedAt: Date }
  | { state: 'declined'; reason: DeclineReason; closedAt: Date };

export const closeReasons = [
  'rated',
  'no-answer',
  'nobody-to-ask',
  'handled-on-the-spot',
  'answered',
] as const;
export type CloseReason = (typeof closeReasons)[number];
export const scores = ['satisfied', 'neutral', 'unsatisfied'] as const;
export type Score = (typeof scores)[number];

export type Case = CaseBase & CaseState;
export type StateName = CaseState['state'];

/** The fields of a state beyond owner and times, as stored in `state_fields`. */
export const stateFieldsSchema = z.object({
  queueReason: z.enum(queueReasons).optional(),
  returnReason: z.enum(returnReasons).optional(),
  fromUnitCode: z.string().optional(),
  declineReason: z.enum(declineReasons).optional(),
  closeReason: z.enum(closeReasons).optional(),
  score: z.enum(scores).optional(),
  duplicateOf: z.string().optional(),
});
export type StateFields = z.infer<typeof stateFieldsSchema>;

/** States in which the matter is over. */
export const endedStates: readonly StateName[] = ['closed', 'withdrawn', 'duplicate', 'declined'];

export function isEnded(c: Case): boolean {
  return endedStates.includes(c.state);
}

/** The unit and person who hold the case now, or null while no unit does. */
export function ownerOf(c: Case): Owner | null {
  switch (c.state) {
    case 'assigned':
    case 'acknowledged':
    case 'in-progress':
    case 'checking':
    case 'resolved':
    case 'reopened':
      return { unitCode: c.unitCode, assigneeId: c.assigneeId };
    case 'closed':
      return c.owner;
    default:
      return null;
  }
}
