import { AppError } from '../../shared/errors.js';
import type { Case } from './case.js';
import type { Command } from './command.js';
import {
  type CaseRules,
  type ClockChange,
  type Decision,
  moveOn,
  mustOwn,
  type NewEvent,
  stay,
} from './decision.js';

export type RoutingCommand = Extract<
  Command,
  { type: 'accept' | 'assign' | 'locate' | 'return' | 'transfer' | 'decline' | 'mark-duplicate' }
>;

/** Where a case goes: accepted, assigned, sent back, passed on, refused. */
export function decideRouting(c: Case, command: RoutingCommand, now: Date, rules: CaseRules): Decision {
  const moved = moveOn(c, now);
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
      return stay(c, { gridCode: command.gridCode }, [
        { type: 'case-located', body: { grid: command.gridCode } },
      ]);
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
  }
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
