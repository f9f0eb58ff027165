import { type Case, type CaseBase, ownerOf } from './case.js';
import type { Command } from './command.js';
import {
  type CaseRules,
  type ClockChange,
  type Decision,
  implicitAcknowledge,
  moveOn,
  mustOwn,
  type NewEvent,
} from './decision.js';

export type ResultCommand = Extract<
  Command,
  { type: 'resolve' | 'pass-check' | 'fail-check' | 'rate' | 'reopen' | 'lapse' | 'withdraw' | 'reply' }
>;

/** From the result to the end: checked, rated, opened again, closed. */
export function decideResult(c: Case, command: ResultCommand, now: Date, rules: CaseRules): Decision {
  const moved = moveOn(c, now);
  switch (command.type) {
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
    case 'reply':
      return {
        next: { ...moved, state: 'closed', how: 'answered', owner: null, score: null, closedAt: now },
        events: [
          { type: 'question-answered', body: { note: command.noteId } },
          { type: 'case-closed', body: { how: 'answered' } },
        ],
        clocks: [{ op: 'cancel-all' }],
      };

    case 'withdraw':
      return {
        next: { ...moved, state: 'withdrawn', closedAt: now },
        events: [{ type: 'case-withdrawn', body: {} }],
        clocks: [{ op: 'cancel-all' }],
      };
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
  if (!base.reporterId) {
    return {
      next: { ...base, state: 'closed', how: 'nobody-to-ask', owner, score: null, closedAt: now },
      events: [{ type: 'case-closed', body: { how: 'nobody-to-ask' }, byRule: true }],
      clocks: [{ op: 'cancel-all' }],
    };
  }
  return {
    next: { ...base, state: 'resolved', resolvedAt, ...owner },
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

const running = ['acknowledge', 'first-contact', 'interim', 'resolve', 'extension', 'supervision'] as const;

/** With the result all clocks of the work end. */
const settleRunning: ClockChange[] = running.map((kind) => ({ op: 'settle', kind }));
