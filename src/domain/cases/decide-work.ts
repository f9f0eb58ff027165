import type { Case } from './case.js';
import type { Command } from './command.js';
import { type CaseRules, type Decision, implicitAcknowledge, moveOn, mustOwn, stay } from './decision.js';

export type WorkCommand = Extract<
  Command,
  {
    type:
      | 'acknowledge'
      | 'contact'
      | 'report-progress'
      | 'ask'
      | 'answer'
      | 'add'
      | 'request-extension'
      | 'grant-extension'
      | 'refuse-extension'
      | 'press'
      | 'escalate'
      | 'supervise';
  }
>;

/** What is done and said while a unit has the case, and how it is pressed. */
export function decideWork(c: Case, command: WorkCommand, now: Date, rules: CaseRules): Decision {
  const moved = moveOn(c, now);
  switch (command.type) {
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
    case 'ask':
      return stay(
        c,
        {},
        [{ type: 'reporter-asked', body: { note: command.noteId } }],
        [{ op: 'settle', kind: 'first-contact' }],
      );
    case 'answer':
      return stay(c, {}, [{ type: 'reporter-answered', body: { note: command.noteId } }]);
    case 'add':
      return stay(c, {}, [{ type: 'details-added', body: { note: command.noteId } }]);
    case 'request-extension':
      return stay(
        c,
        {},
        [{ type: 'extension-requested', body: { until: command.until.toISOString(), note: command.noteId } }],
        [{ op: 'start', kind: 'extension', span: rules.extensionAnswerWithin }],
      );
    case 'grant-extension':
      return stay(
        c,
        {},
        [{ type: 'extension-granted', body: { until: command.until.toISOString() } }],
        [
          { op: 'settle', kind: 'extension' },
          { op: 'move', kind: 'resolve', until: command.until },
        ],
      );
    case 'refuse-extension':
      return stay(c, {}, [{ type: 'extension-refused', body: {} }], [{ op: 'settle', kind: 'extension' }]);
    case 'press':
      return stay(c, { pressCount: c.pressCount + 1 }, [
        { type: 'case-pressed', body: { count: c.pressCount + 1 } },
      ]);
    case 'escalate':
      return stay(c, { escalation: Math.max(c.escalation, command.rung) }, [
        { type: 'case-escalated', body: { rung: command.rung } },
      ]);
    case 'supervise':
      return stay(
        c,
        { escalation: 3, supervisedAt: now },
        [{ type: 'case-supervised', body: { note: command.noteId } }],
        [{ op: 'start', kind: 'supervision', span: rules.supervisionAnswerWithin }],
      );
  }
}
