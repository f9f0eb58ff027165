import type { DeadlineKind, LadderStep } from '../../config/cases-schema.js';
import type { Limit, ReminderWhen } from '../calendar/index.js';
import type { ClockChange } from './decision.js';

/** The part of the working calendar that clocks need. */
export interface ClockCalendar {
  addLimit(from: Date, limit: Limit): { at: Date; provisional: boolean };
  reminderAt(start: Date, due: Date, limit: Limit, when: ReminderWhen): { at: Date; provisional: boolean };
}

export interface RunningDeadline {
  id: string;
  kind: DeadlineKind;
  span: string;
  startedAt: Date;
  dueAt: Date;
  revision: number;
}

export interface PlannedReminder {
  step: number;
  dueAt: Date;
}

/** Rows to write so that the clocks are as a decision wants them. */
export interface ClockPlan {
  start: {
    kind: DeadlineKind;
    span: string;
    startedAt: Date;
    dueAt: Date;
    provisional: boolean;
    reminders: PlannedReminder[];
  }[];
  settle: { id: string; state: 'met' | 'cancelled' }[];
  move: { id: string; dueAt: Date; provisional: boolean; revision: number; reminders: PlannedReminder[] }[];
}

export interface ClockPlanner {
  calendar: ClockCalendar;
  parseLimit(text: string): Limit;
  ladder(kind: DeadlineKind): readonly LadderStep[];
}

function whenOf(step: LadderStep, parseLimit: (text: string) => Limit): ReminderWhen {
  if (step.part !== undefined) return { kind: 'part', part: step.part };
  if (step.before !== undefined) return { kind: 'before', by: parseLimit(step.before) };
  if (step.after !== undefined) return { kind: 'after', by: parseLimit(step.after) };
  if (step.since !== undefined) return { kind: 'since', by: parseLimit(step.since) };
  return { kind: 'at' };
}

/** The instants of a ladder; steps that would fall on or before `notBefore` are left out. */
export function planReminders(
  planner: ClockPlanner,
  kind: DeadlineKind,
  span: string,
  startedAt: Date,
  dueAt: Date,
  notBefore: Date,
): PlannedReminder[] {
  const limit = planner.parseLimit(span);
  return planner
    .ladder(kind)
    .map((step, index) => ({
      step: index,
      dueAt: planner.calendar.reminderAt(startedAt, dueAt, limit, whenOf(step, planner.parseLimit)).at,
    }))
    .filter((r) => r.dueAt.getTime() > notBefore.getTime());
}

/** Turns the clock changes of a decision into rows. A kind that is started again replaces the running one. */
export function planClocks(
  planner: ClockPlanner,
  running: readonly RunningDeadline[],
  changes: readonly ClockChange[],
  now: Date,
): ClockPlan {
  const plan: ClockPlan = { start: [], settle: [], move: [] };
  let open = [...running];
  const end = (kind: DeadlineKind, state: 'met' | 'cancelled') => {
    for (const d of open.filter((x) => x.kind === kind)) plan.settle.push({ id: d.id, state });
    open = open.filter((x) => x.kind !== kind);
  };

  for (const change of changes) {
    switch (change.op) {
      case 'start': {
        end(change.kind, 'cancelled');
        const due = planner.calendar.addLimit(now, planner.parseLimit(change.span));
        plan.start = plan.start.filter((s) => s.kind !== change.kind);
        plan.start.push({
          kind: change.kind,
          span: change.span,
          startedAt: now,
          dueAt: due.at,
          provisional: due.provisional,
          reminders: planReminders(planner, change.kind, change.span, now, due.at, now),
        });
        break;
      }
      case 'settle':
        end(change.kind, 'met');
        break;
      case 'move':
        for (const d of open.filter((x) => x.kind === change.kind)) {
          plan.move.push({
            id: d.id,
            dueAt: change.until,
            provisional: false,
            revision: d.revision + 1,
            reminders: planReminders(planner, d.kind, d.span, d.startedAt, change.until, now),
          });
        }
        break;
      case 'cancel-all':
        for (const d of open) plan.settle.push({ id: d.id, state: 'cancelled' });
        open = [];
        break;
    }
  }
  return plan;
}

/**
 * What to do with a reminder whose wake-up came: the row may have moved, its deadline may be settled, or the
 * wake-up came before its time.
 */
export function judgeReminder(
  reminder: { dueAt: Date; revision: number; state: string },
  deadline: { state: string; revision: number },
  now: Date,
): 'send' | 'done' | 'settled' | 'moved' | 'early' {
  if (reminder.state !== 'pending') return 'done';
  if (deadline.state !== 'running') return 'settled';
  if (reminder.revision !== deadline.revision) return 'moved';
  if (reminder.dueAt.getTime() > now.getTime()) return 'early';
  return 'send';
}
