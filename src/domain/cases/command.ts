import type { DeclineReason, QueueReason, ReturnReason, Score } from './case.js';

/** What somebody may want to do to a case. Texts are notes, stored apart and reached by `noteId`. */
export type Command =
  | { type: 'accept'; categoryCode: string | null; gridCode: string | null; queueReason: QueueReason }
  | { type: 'assign'; unitCode: string; assigneeId: string; categoryCode: string; gridCode: string }
  /** The place became known, or was corrected. */
  | { type: 'locate'; gridCode: string }
  | { type: 'acknowledge'; unitCode: string; assigneeId: string }
  | { type: 'contact'; noteId: string }
  | { type: 'return'; reason: ReturnReason; noteId: string | null }
  | { type: 'transfer'; unitCode: string; assigneeId: string; noteId: string | null }
  | { type: 'ask'; noteId: string }
  | { type: 'answer'; noteId: string }
  | { type: 'add'; noteId: string }
  | { type: 'request-extension'; until: Date; noteId: string }
  | { type: 'grant-extension'; until: Date }
  | { type: 'refuse-extension' }
  /** How it goes: an answer to 催办 or 督办, or an interim measure. */
  | { type: 'report-progress'; noteId: string }
  | { type: 'resolve'; noteId: string | null }
  /** The centre answers a question that no unit has to work on. */
  | { type: 'reply'; noteId: string }
  | { type: 'pass-check' }
  | { type: 'fail-check'; noteId: string | null }
  | { type: 'rate'; score: Score; noteId: string | null }
  | { type: 'reopen'; noteId: string | null }
  | { type: 'lapse' }
  | { type: 'press' }
  | { type: 'withdraw' }
  | { type: 'decline'; reason: DeclineReason; noteId: string | null }
  | { type: 'mark-duplicate'; of: string }
  | { type: 'escalate'; rung: number }
  | { type: 'supervise'; noteId: string | null };

export type CommandType = Command['type'];
