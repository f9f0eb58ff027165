import { describe, expect, it } from 'vitest';
import {
  type ClockPlanner,
  judgeReminder,
  planClocks,
  planReminders,
  type RunningDeadline,
} from '../../../src/domain/cases/deadlines.js';

const hour = 3_600_000;
const start = new Date('2026-09-16T10:00:00Z');
const at = (hours: number) => new Date(start.getTime() + hours * hour);

/** A calendar without nights and holidays: what is tested here is which clocks run, not when offices are open. */
const planner: ClockPlanner = {
  calendar: {
    addLimit: (from, limit) => ({
      at: new Date(from.getTime() + limit.amount * hour),
      provisional: limit.amount > 100,
    }),
    reminderAt(from, due, _limit, when) {
      switch (when.kind) {
        case 'part':
          return {
            at: new Date(from.getTime() + (due.getTime() - from.getTime()) * when.part),
            provisional: false,
          };
        case 'at':
          return { at: due, provisional: false };
        case 'before':
          return { at: new Date(due.getTime() - when.by.amount * hour), provisional: false };
        case 'after':
          return { at: new Date(due.getTime() + when.by.amount * hour), provisional: false };
        case 'since':
          return { at: new Date(from.getTime() + when.by.amount * hour), provisional: false };
      }
    },
  },
  parseLimit: (text) => ({ amount: Number.parseInt(text, 10), unit: 'h' }),
  ladder: (kind) =>
    kind === 'resolve'
      ? [
          { before: '2h', to: 'assignee', say: 'reminder.resolve-soon', act: 'tell' },
          { at: 'limit', to: 'assignee', say: 'reminder.resolve-due', act: 'tell' },
          { after: '5h', to: 'superior', say: 'reminder.resolve-superior', act: 'escalate' },
        ]
      : [{ part: 0.75, to: 'assignee', say: 'reminder.acknowledge-soon', act: 'tell' }],
};

const running = (kind: RunningDeadline['kind'], id: string): RunningDeadline => ({
  id,
  kind,
  span: '10h',
  startedAt: start,
  dueAt: at(10),
  revision: 0,
});

describe('The clocks that a decision asks for', () => {
  it('start with a row and with every step of their ladder, in its order', () => {
    const plan = planClocks(planner, [], [{ op: 'start', kind: 'resolve', span: '10h' }], start);
    expect(plan.start).toEqual([
      {
        kind: 'resolve',
        span: '10h',
        startedAt: start,
        dueAt: at(10),
        provisional: false,
        reminders: [
          { step: 0, dueAt: at(8) },
          { step: 1, dueAt: at(10) },
          { step: 2, dueAt: at(15) },
        ],
      },
    ]);
  });

  it('replace a running clock of the same kind, so that nobody is reminded of two limits', () => {
    const plan = planClocks(
      planner,
      [running('acknowledge', 'd-1')],
      [{ op: 'start', kind: 'acknowledge', span: '4h' }],
      start,
    );
    expect(plan.settle).toEqual([{ id: 'd-1', state: 'cancelled' }]);
    expect(plan.start.map((s) => s.dueAt)).toEqual([at(4)]);
  });

  it('settle as met only what ran', () => {
    const changes = [
      { op: 'settle', kind: 'acknowledge' },
      { op: 'settle', kind: 'resolve' },
    ] as const;
    expect(planClocks(planner, [running('acknowledge', 'd-1')], changes, start).settle).toEqual([
      { id: 'd-1', state: 'met' },
    ]);
  });

  it('move with a new revision and the steps that still lie ahead', () => {
    const plan = planClocks(
      planner,
      [running('resolve', 'd-1')],
      [{ op: 'move', kind: 'resolve', until: at(13) }],
      at(12),
    );
    expect(plan.move).toEqual([
      {
        id: 'd-1',
        dueAt: at(13),
        provisional: false,
        revision: 1,
        reminders: [
          { step: 1, dueAt: at(13) },
          { step: 2, dueAt: at(18) },
        ],
      },
    ]);
  });

  it('are all cancelled when the case is over', () => {
    const all = [running('acknowledge', 'd-1'), running('resolve', 'd-2')];
    expect(planClocks(planner, all, [{ op: 'cancel-all' }], start).settle).toEqual([
      { id: 'd-1', state: 'cancelled' },
      { id: 'd-2', state: 'cancelled' },
    ]);
  });

  it('say so when their date was computed without a published calendar', () => {
    expect(
      planClocks(planner, [], [{ op: 'start', kind: 'resolve', span: '200h' }], start).start[0]?.provisional,
    ).toBe(true);
  });

  it('never ask for a reminder in the past', () => {
    expect(planReminders(planner, 'resolve', '10h', start, at(10), at(10)).map((r) => r.step)).toEqual([2]);
  });
});

describe('A reminder whose wake-up came', () => {
  const reminder = { dueAt: at(8), revision: 0, state: 'pending' };
  const deadline = { state: 'running', revision: 0 };

  it('is sent at its time and after it', () => {
    expect(judgeReminder(reminder, deadline, at(8))).toBe('send');
    expect(judgeReminder(reminder, deadline, at(80))).toBe('send');
  });

  it('is not sent a second time', () => {
    expect(judgeReminder({ ...reminder, state: 'sent' }, deadline, at(8))).toBe('done');
  });

  it('is not sent to somebody who has done his part', () => {
    expect(judgeReminder(reminder, { ...deadline, state: 'met' }, at(8))).toBe('settled');
  });

  it('is not sent for a limit that was moved', () => {
    expect(judgeReminder(reminder, { ...deadline, revision: 1 }, at(8))).toBe('moved');
  });

  it('is not sent before its time, whatever the job believes', () => {
    expect(judgeReminder(reminder, deadline, new Date(at(8).getTime() - 1))).toBe('early');
  });
});
