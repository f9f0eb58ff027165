import type { DeadlineKind } from '../../config/cases-schema.js';
import { assertNever } from '../../shared/assert-never.js';
import { AppError } from '../../shared/errors.js';
import { type Case, type CaseBase, isEnded, ownerOf, type StateName } from './case.js';
import type { Command } from './command.js';
import { transitions } from './transitions.js';

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

/** True when the table allows this command in this state, whoever gives it. */
export function isAllowedIn(state: StateName, command: Command['type']): boolean {
  return transitions[command].from.includes(state);
}

/** The clocks of a case that begins its way to a unit. */
function unitClocks(rules: CaseRules): ClockChange[] {
  const { acknowledge, first_contact, interim, resolve } = rules.clocks;
  return [
    { op: 'start', kind: 'acknowledge', span: acknowledge },
    ...(first_contact ? [{ op: 'start' as const, kind: 'first-contact' as const, span: first_contact }] : []),
    ...(interim ? [{ op: 'start' as const, kind: 'interim' as const, span: interim }] : []),
    { op: 'start', kind: 'resolve', span: resolve },
  ];
}

/**
 * What follows from a command: the case as it is afterwards, the events to record and the clocks to change.
 * Who may give it was asked before (`may`). Throws `case-state` (remedy tell-user) when the state does not allow it.
 */
export function decide(c: Case, command: Command, now: Date, rules: CaseRules): Decision {
  if (!isAllowedIn(c.state, command.type)) {
    throw new AppError('case-state', 'tell-user', `${command.type} is not possible in state ${c.state}`);
  }
  const base = baseOf(c);
  const same = (change: Partial<CaseBase>, events: NewEvent[], clocks: ClockChange[] = []): Decision => ({
    next: { ...c, ...change, revision: c.revision + 1 },
    events,
    clocks,
  });
  const moved: CaseBase = { ...base, revision: c.revision + 1, stateSince: now };
  const settleRunning: ClockChange[] = (
    ['acknowledge', 'first-contact', 'interim', 'resolve', 'extension', 'supervision'] as const
  ).map((kind) => ({ op: 'settle', kind }));

  switch (command.type) {
    case 'accept':
      return {
        next: {
          ...moved,
          categoryCode: command.categoryCode,
          gridCode: command.gridCode,
          state: 'accepted',
          queueReason: command.queueReason,
        },
        events: [
          {
            type: 'case-accepted',
            body: { category: command.categoryCode, grid: command.gridCode, reason: command.queueReason },
          },
        ],
        clocks: [],
      };

    case 'assign': {
      const first = c.state === 'reported' || c.state === 'accepted';
      const accepted: NewEvent[] =
        c.state === 'reported'
          ? [
              {
                type: 'case-accepted',
                body: { category: command.categoryCode, grid: command.gridCode, reason: null },
              },
            ]
          : [];
      return {
        next: {
          ...moved,
          categoryCode: command.categoryCode,
          gridCode: command.gridCode,
          // What was kept apart once stays so, whatever it is called later.
          restricted: c.restricted || rules.restricted,
          state: 'assigned',
          unitCode: command.unitCode,
          assigneeId: command.assigneeId,
        },
        events: [
          ...accepted,
          {
            type: 'case-assigned',
            body: {
              unit: command.unitCode,
              assignee: command.assigneeId,
              category: command.categoryCode,
              grid: command.gridCode,
            },
          },
        ],
        clocks: [
          { op: 'settle', kind: 'dispatch' },
          { op: 'settle', kind: 'arbitrate' },
          // The reporter was promised a date at the first assignment; a later one does not move it.
          ...(first
            ? unitClocks(rules)
            : [{ op: 'start' as const, kind: 'acknowledge' as const, span: rules.clocks.acknowledge }]),
        ],
      };
    }

    case 'locate':
      return same({ gridCode: command.gridCode }, [
        { type: 'case-located', body: { grid: command.gridCode } },
      ]);

    case 'acknowledge':
      return {
        next: { ...moved, state: 'acknowledged', unitCode: command.unitCode, assigneeId: command.assigneeId },
        events: [
          { type: 'case-acknowledged', body: { unit: command.unitCode, assignee: command.assigneeId } },
        ],
        clocks: [{ op: 'settle', kind: 'acknowledge' }],
      };

    case 'contact': {
      const owner = mustOwn(c);
      return {
        next: { ...moved, state: 'in-progress', ...owner },
        events: [...implicitAcknowledge(c), { type: 'reporter-contacted', body: { note: command.noteId } }],
        clocks: [
          { op: 'settle', kind: 'acknowledge' },
          { op: 'settle', kind: 'first-contact' },
          { op: 'settle', kind: 'supervision' },
        ],
      };
    }

    case 'report-progress': {
      const owner = mustOwn(c);
      return {
        next: { ...moved, state: 'in-progress', ...owner },
        events: [...implicitAcknowledge(c), { type: 'progress-reported', body: { note: command.noteId } }],
        clocks: [
          { op: 'settle', kind: 'acknowledge' },
          { op: 'settle', kind: 'interim' },
          { op: 'settle', kind: 'supervision' },
        ],
      };
    }

    case 'return': {
      const owner = mustOwn(c);
      return {
        next: { ...moved, state: 'returned', reason: command.reason, fromUnitCode: owner.unitCode },
        events: [
          {
            type: 'case-returned',
            body: { unit: owner.unitCode, reason: command.reason, note: command.noteId },
          },
        ],
        clocks: [
          { op: 'settle', kind: 'acknowledge' },
          { op: 'settle', kind: 'extension' },
          { op: 'start', kind: 'arbitrate', span: rules.arbitrateWithin },
        ],
      };
    }

    case 'transfer': {
      const owner = mustOwn(c);
      if (c.hops >= rules.maxTransfers) {
        throw new AppError('case-hops', 'tell-user', 'transferred too often; the town centre decides');
      }
      if (owner.unitCode === command.unitCode) {
        throw new AppError('case-same-unit', 'tell-user', 'the unit has the case already');
      }
      return {
        next: {
          ...moved,
          hops: c.hops + 1,
          state: 'assigned',
          unitCode: command.unitCode,
          assigneeId: command.assigneeId,
        },
        events: [
          {
            type: 'case-transferred',
            body: {
              from: owner.unitCode,
              unit: command.unitCode,
              assignee: command.assigneeId,
              note: command.noteId,
            },
          },
        ],
        clocks: [
          { op: 'settle', kind: 'extension' },
          { op: 'start', kind: 'acknowledge', span: rules.clocks.acknowledge },
        ],
      };
    }

    case 'ask':
      return same(
        {},
        [{ type: 'reporter-asked', body: { note: command.noteId } }],
        [{ op: 'settle', kind: 'first-contact' }],
      );
    case 'answer':
      return same({}, [{ type: 'reporter-answered', body: { note: command.noteId } }]);
    case 'add':
      return same({}, [{ type: 'details-added', body: { note: command.noteId } }]);

    case 'request-extension':
      return same(
        {},
        [{ type: 'extension-requested', body: { until: command.until.toISOString(), note: command.noteId } }],
        [{ op: 'start', kind: 'extension', span: rules.extensionAnswerWithin }],
      );
    case 'grant-extension':
      return same(
        {},
        [{ type: 'extension-granted', body: { until: command.until.toISOString() } }],
        [
          { op: 'settle', kind: 'extension' },
          { op: 'move', kind: 'resolve', until: command.until },
        ],
      );
    case 'refuse-extension':
      return same({}, [{ type: 'extension-refused', body: {} }], [{ op: 'settle', kind: 'extension' }]);

    case 'resolve': {
      const owner = mustOwn(c);
      const resolved: NewEvent[] = [
        ...implicitAcknowledge(c),
        { type: 'case-resolved', body: { unit: owner.unitCode, note: command.noteId } },
      ];
      if (rules.check !== 'none') {
        return {
          next: { ...moved, state: 'checking', resolvedAt: now, ...owner },
          events: resolved,
          clocks: [...settleRunning, { op: 'start', kind: 'check', span: rules.checkWithin }],
        };
      }
      const after = afterCheck(moved, owner, now, now, rules);
      return {
        next: after.next,
        events: [...resolved, { type: 'check-passed', body: {}, byRule: true }, ...after.events],
        clocks: [...settleRunning, ...after.clocks],
      };
    }

    case 'pass-check': {
      const owner = mustOwn(c);
      const resolvedAt = c.state === 'checking' ? c.resolvedAt : now;
      const after = afterCheck(moved, owner, resolvedAt, now, rules);
      return {
        next: after.next,
        events: [{ type: 'check-passed', body: {} }, ...after.events],
        clocks: [{ op: 'settle', kind: 'check' }, ...after.clocks],
      };
    }

    case 'fail-check': {
      const owner = mustOwn(c);
      return {
        next: { ...moved, state: 'reopened', reopenCount: c.reopenCount + 1, ...owner },
        events: [{ type: 'check-failed', body: { note: command.noteId } }],
        clocks: [{ op: 'settle', kind: 'check' }, ...againClocks(rules)],
      };
    }

    case 'rate': {
      const owner = mustOwn(c);
      const rated: NewEvent = { type: 'case-rated', body: { score: command.score, note: command.noteId } };
      if (command.score === 'unsatisfied') {
        return {
          next: { ...moved, state: 'reopened', reopenCount: c.reopenCount + 1, ...owner },
          events: [rated, { type: 'case-reopened', body: { note: command.noteId } }],
          clocks: [{ op: 'settle', kind: 'rate' }, ...againClocks(rules)],
        };
      }
      return {
        next: { ...moved, state: 'closed', how: 'rated', owner, score: command.score, closedAt: now },
        events: [rated, { type: 'case-closed', body: { how: 'rated' } }],
        clocks: [{ op: 'settle', kind: 'rate' }, { op: 'cancel-all' }],
      };
    }

    case 'reopen': {
      const owner = ownerOf(c);
      const reopened: NewEvent = { type: 'case-reopened', body: { note: command.noteId } };
      if (!owner) {
        return {
          next: { ...moved, reopenCount: c.reopenCount + 1, state: 'accepted', queueReason: 'returned' },
          events: [reopened],
          clocks: [{ op: 'start', kind: 'dispatch', span: rules.dispatchWithin }],
        };
      }
      return {
        next: { ...moved, reopenCount: c.reopenCount + 1, state: 'reopened', ...owner },
        events: [reopened],
        clocks: [{ op: 'settle', kind: 'rate' }, ...againClocks(rules)],
      };
    }

    case 'lapse': {
      const owner = mustOwn(c);
      return {
        next: { ...moved, state: 'closed', how: 'no-answer', owner, score: null, closedAt: now },
        events: [{ type: 'case-closed', body: { how: 'no-answer' } }],
        clocks: [{ op: 'cancel-all' }],
      };
    }

    case 'press':
      return same({ pressCount: c.pressCount + 1 }, [
        { type: 'case-pressed', body: { count: c.pressCount + 1 } },
      ]);

    case 'withdraw':
      return {
        next: { ...moved, state: 'withdrawn', closedAt: now },
        events: [{ type: 'case-withdrawn', body: {} }],
        clocks: [{ op: 'cancel-all' }],
      };
    case 'decline':
      return {
        next: { ...moved, state: 'declined', reason: command.reason, closedAt: now },
        events: [{ type: 'case-declined', body: { reason: command.reason, note: command.noteId } }],
        clocks: [{ op: 'cancel-all' }],
      };
    case 'mark-duplicate':
      return {
        next: { ...moved, state: 'duplicate', of: command.of, closedAt: now },
        events: [{ type: 'case-marked-duplicate', body: { of: command.of } }],
        clocks: [{ op: 'cancel-all' }],
      };

    case 'escalate':
      return same({ escalation: Math.max(c.escalation, command.rung) }, [
        { type: 'case-escalated', body: { rung: command.rung } },
      ]);
    case 'supervise':
      return same(
        { escalation: 3, supervisedAt: now },
        [{ type: 'case-supervised', body: { note: command.noteId } }],
        [{ op: 'start', kind: 'supervision', span: rules.supervisionAnswerWithin }],
      );
    default:
      return assertNever(command);
  }
}

/** After a passed check: ask the reporter, or close when there is nobody to ask. */
function afterCheck(
  base: CaseBase,
  owner: { unitCode: string; assigneeId: string },
  resolvedAt: Date,
  now: Date,
  rules: CaseRules,
): Decision {
  const fields = baseOf(base);
  if (!base.reporterId) {
    return {
      next: { ...fields, state: 'closed', how: 'nobody-to-ask', owner, score: null, closedAt: now },
      events: [{ type: 'case-closed', body: { how: 'nobody-to-ask' }, byRule: true }],
      clocks: [{ op: 'cancel-all' }],
    };
  }
  return {
    next: { ...fields, state: 'resolved', resolvedAt, ...owner },
    events: [],
    clocks: [{ op: 'start', kind: 'rate', span: rules.rateWithin }],
  };
}

/** A second round has the same limits, counted from now. */
function againClocks(rules: CaseRules): ClockChange[] {
  return [
    { op: 'start', kind: 'acknowledge', span: rules.clocks.acknowledge },
    { op: 'start', kind: 'resolve', span: rules.clocks.resolve },
  ];
}

/** Acting on a case without 签收 is 签收: an officer who answers has seen it. */
function implicitAcknowledge(c: Case): NewEvent[] {
  if (c.state !== 'assigned' && c.state !== 'reopened') return [];
  return [{ type: 'case-acknowledged', body: { unit: c.unitCode, assignee: c.assigneeId } }];
}

function mustOwn(c: Case): { unitCode: string; assigneeId: string } {
  const owner = ownerOf(c);
  if (!owner || isEnded(c)) throw new AppError('case-state', 'tell-user', `state ${c.state} has no unit`);
  return owner;
}

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
