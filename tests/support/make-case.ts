import type { Case, CaseBase, StateName } from '../../src/domain/cases/case.js';
import type { Command, CommandType } from '../../src/domain/cases/command.js';
import type { CaseRules } from '../../src/domain/cases/decision.js';

export const noon = new Date('2026-09-16T12:00:00+08:00');

export const people = {
  reporter: 'p-reporter',
  officer: 'p-officer',
  colleague: 'p-colleague',
} as const;

const base: CaseBase = {
  id: 'c-1',
  number: '204617',
  kind: 'matter',
  categoryCode: 'CG08',
  gridCode: '371102100401001',
  urgency: '一般',
  reporterId: people.reporter,
  filedById: people.reporter,
  anonymous: false,
  restricted: false,
  escalation: 0,
  supervisedAt: null,
  hops: 0,
  pressCount: 0,
  reopenCount: 0,
  revision: 3,
  reportedAt: noon,
  stateSince: noon,
};
const owner = { unitCode: 'HS', assigneeId: people.officer };

/** A case in each state, with exactly the fields that state has. */
export function caseIn(state: StateName, change: Partial<CaseBase> = {}): Case {
  const b = { ...base, ...change };
  switch (state) {
    case 'reported':
    case 'accepted':
      return { ...b, state, queueReason: 'category-unsure' };
    case 'assigned':
    case 'acknowledged':
    case 'in-progress':
    case 'reopened':
      return { ...b, state, ...owner };
    case 'checking':
    case 'resolved':
      return { ...b, state, ...owner, resolvedAt: noon };
    case 'returned':
      return { ...b, state, reason: 'not-ours', fromUnitCode: 'HS' };
    case 'closed':
      return { ...b, state, how: 'rated', owner, score: 'satisfied', closedAt: noon };
    case 'withdrawn':
      return { ...b, state, closedAt: noon };
    case 'duplicate':
      return { ...b, state, of: 'c-2', closedAt: noon };
    case 'declined':
      return { ...b, state, reason: 'other', closedAt: noon };
  }
}

export const allStates: readonly StateName[] = [
  'reported',
  'accepted',
  'assigned',
  'acknowledged',
  'in-progress',
  'checking',
  'resolved',
  'returned',
  'reopened',
  'closed',
  'withdrawn',
  'duplicate',
  'declined',
];

const until = new Date('2026-09-30T17:30:00+08:00');
const unit = { unitCode: 'SJ', assigneeId: people.colleague };
const place = { categoryCode: 'CG08', gridCode: '371102100401001' };

/** One command of each type. */
export const commandOf: { [T in CommandType]: Extract<Command, { type: T }> } = {
  accept: { type: 'accept', ...place, queueReason: 'category-unsure' },
  assign: { type: 'assign', ...unit, ...place },
  locate: { type: 'locate', gridCode: '371102100401002' },
  acknowledge: { type: 'acknowledge', ...owner },
  contact: { type: 'contact', noteId: 'n-1' },
  return: { type: 'return', reason: 'not-ours', noteId: 'n-1' },
  transfer: { type: 'transfer', ...unit, noteId: null },
  ask: { type: 'ask', noteId: 'n-1' },
  answer: { type: 'answer', noteId: 'n-1' },
  add: { type: 'add', noteId: 'n-1' },
  'request-extension': { type: 'request-extension', until, noteId: 'n-1' },
  'grant-extension': { type: 'grant-extension', until },
  'refuse-extension': { type: 'refuse-extension' },
  'report-progress': { type: 'report-progress', noteId: 'n-1' },
  resolve: { type: 'resolve', noteId: 'n-1' },
  reply: { type: 'reply', noteId: 'n-1' },
  'pass-check': { type: 'pass-check' },
  'fail-check': { type: 'fail-check', noteId: 'n-1' },
  rate: { type: 'rate', score: 'satisfied', noteId: null },
  reopen: { type: 'reopen', noteId: 'n-1' },
  lapse: { type: 'lapse' },
  press: { type: 'press' },
  withdraw: { type: 'withdraw' },
  decline: { type: 'decline', reason: 'other', noteId: 'n-1' },
  'mark-duplicate': { type: 'mark-duplicate', of: 'c-2' },
  escalate: { type: 'escalate', rung: 1 },
  supervise: { type: 'supervise', noteId: null },
};
export const allCommands: readonly Command[] = Object.values(commandOf);

export const rules: CaseRules = {
  clocks: { acknowledge: '1wd', first_contact: '1wd', resolve: '5wd' },
  check: 'none',
  dispatchWithin: '4wh',
  arbitrateWithin: '2wh',
  checkWithin: '2wd',
  rateWithin: '7d',
  extensionAnswerWithin: '1wd',
  supervisionAnswerWithin: '1wd',
  maxTransfers: 2,
  restricted: false,
};
