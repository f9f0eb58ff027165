import { z } from 'zod';
import { deadlineKinds } from '../config/cases-schema.js';
import type { ClockPlan, PlannedReminder, RunningDeadline } from '../domain/cases/deadlines.js';
import type { Ids } from '../shared/ids.js';
import { caseFileOf } from './case-file.js';
import type { Tx } from './client.js';
import type { Statement, Unit } from './unit/unit.js';
import { insertInto, updateOf } from './unit/write.js';

const kindSchema = z.enum(deadlineKinds);

export interface DeadlineView extends RunningDeadline {
  caseId: string;
  provisional: boolean;
  state: string;
}

const running: Statement = {
  name: 'running deadlines of a case',
  reads: ['deadlines'],
  text: `SELECT id, case_id AS "caseId", kind, span, started_at AS "startedAt", due_at AS "dueAt", provisional, revision, state
    FROM deadlines WHERE case_id = $1 AND state = 'running' ORDER BY due_at`,
};
const newDeadlines = insertInto<{
  id: string;
  caseId: string;
  kind: string;
  span: string;
  startedAt: Date;
  dueAt: Date;
  provisional: boolean;
}>('deadline', 'deadlines', {
  id: 'id uuid',
  caseId: 'case_id uuid',
  kind: 'kind text',
  span: 'span text',
  startedAt: 'started_at timestamptz',
  dueAt: 'due_at timestamptz',
  provisional: 'provisional boolean',
});
const settledDeadlines = updateOf<{ id: string; state: string; settledAt: Date }, 'id'>(
  'deadline-settled',
  'deadlines',
  'id',
  { id: 'id uuid', state: 'state text', settledAt: 'settled_at timestamptz' },
);
const movedDeadlines = updateOf<{ id: string; dueAt: Date; provisional: boolean; revision: number }, 'id'>(
  'deadline-moved',
  'deadlines',
  'id',
  {
    id: 'id uuid',
    dueAt: 'due_at timestamptz',
    provisional: 'provisional boolean',
    revision: 'revision int',
  },
);
const newReminders = insertInto<{
  id: string;
  deadlineId: string;
  caseId: string;
  step: number;
  dueAt: Date;
  revision: number;
}>('reminder', 'reminders', {
  id: 'id uuid',
  deadlineId: 'deadline_id uuid',
  caseId: 'case_id uuid',
  step: 'step int',
  dueAt: 'due_at timestamptz',
  revision: 'revision int',
});
const settledReminders = updateOf<{ id: string; state: string; doneAt: Date }, 'id'>(
  'reminder-settled',
  'reminders',
  'id',
  { id: 'id uuid', state: 'state text', doneAt: 'done_at timestamptz' },
);
/** Only those that still wait: of one that was sent, it stays known that it was. */
const dropPending: Statement = {
  name: 'drop pending reminders',
  reads: ['reminders'],
  text: `UPDATE reminders SET state = 'dropped', done_at = $2
    WHERE deadline_id = ANY ($1::uuid[]) AND state = 'pending'`,
};

/** The clocks of a case that still run. */
export async function listRunning(unit: Unit, caseId: string): Promise<readonly DeadlineView[]> {
  const file = caseFileOf(unit, caseId);
  file.running ??= (await unit.rows<DeadlineView>(running, [caseId])).map((r) => ({
    ...r,
    kind: kindSchema.parse(r.kind),
  }));
  return file.running;
}

/** Running clocks of several cases at once. */
export async function listRunningOf(tx: Tx, caseIds: string[]): Promise<DeadlineView[]> {
  const rows = await tx.deadline.findMany({
    where: { caseId: { in: caseIds }, state: 'running' },
    orderBy: { dueAt: 'asc' },
  });
  return rows.map((r) => ({ ...r, kind: kindSchema.parse(r.kind) }));
}

/** Writes a plan. Returns the reminders that are new, so that those due soon can be armed after commit. */
export async function saveClockPlan(
  unit: Unit,
  caseId: string,
  plan: ClockPlan,
  now: Date,
  ids: Ids,
): Promise<{ id: string; dueAt: Date }[]> {
  const file = caseFileOf(unit, caseId);
  const started: DeadlineView[] = [];
  const over = [...plan.settle, ...plan.move].map((d) => d.id);
  if (over.length > 0) await unit.rows(dropPending, [over, now]);
  for (const { id, state } of plan.settle) unit.put(settledDeadlines, { id, state, settledAt: now });

  const planned: { id: string; dueAt: Date }[] = [];
  const remind = (deadlineId: string, revision: number, reminders: readonly PlannedReminder[]) => {
    for (const { step, dueAt } of reminders) {
      const id = ids.next();
      unit.put(newReminders, { id, deadlineId, caseId, step, dueAt, revision });
      planned.push({ id, dueAt });
    }
  };
  for (const { id, dueAt, provisional, revision, reminders } of plan.move) {
    unit.put(movedDeadlines, { id, dueAt, provisional, revision });
    remind(id, revision, reminders);
  }
  for (const { kind, span, startedAt, dueAt, provisional, reminders } of plan.start) {
    const id = ids.next();
    unit.put(newDeadlines, { id, caseId, kind, span, startedAt, dueAt, provisional });
    remind(id, 0, reminders);
    started.push({ id, caseId, kind, span, startedAt, dueAt, provisional, revision: 0, state: 'running' });
  }
  if (file.running) file.running = afterPlan(file.running, plan, started);
  return planned;
}

/** The clocks that run once a plan is carried out, the one that ends first before the others. */
function afterPlan(
  running: readonly DeadlineView[],
  plan: ClockPlan,
  started: readonly DeadlineView[],
): DeadlineView[] {
  const settled = new Set(plan.settle.map((d) => d.id));
  const moved = new Map(plan.move.map((d) => [d.id, d]));
  return [...running.filter((d) => !settled.has(d.id)), ...started]
    .map((d) => {
      const { dueAt, provisional, revision } = moved.get(d.id) ?? d;
      return { ...d, dueAt, provisional, revision };
    })
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

export interface DueReminder {
  id: string;
  caseId: string;
  deadlineId: string;
  step: number;
  dueAt: Date;
  revision: number;
  state: string;
}

/** When the next pending reminder falls due. */
export async function findNextReminder(tx: Tx): Promise<Date | null> {
  const row = await tx.reminder.findFirst({
    where: { state: 'pending' },
    orderBy: { dueAt: 'asc' },
    select: { dueAt: true },
  });
  return row?.dueAt ?? null;
}

const reminderLocked: Statement = {
  name: 'reminder locked',
  reads: ['reminders'],
  text: `SELECT id, case_id AS "caseId", deadline_id AS "deadlineId", step, due_at AS "dueAt", revision, state
    FROM reminders WHERE id = $1 FOR UPDATE`,
};
const deadlineById: Statement = {
  name: 'deadline by id',
  reads: ['deadlines'],
  text: `SELECT id, case_id AS "caseId", kind, span, started_at AS "startedAt", due_at AS "dueAt", provisional, revision, state
    FROM deadlines WHERE id = $1`,
};

export async function lockReminder(
  unit: Unit,
  id: string,
): Promise<{ reminder: DueReminder; deadline: DeadlineView } | null> {
  const reminder = (await unit.rows<DueReminder>(reminderLocked, [id]))[0];
  if (!reminder) return null;
  const deadline = (await unit.rows<DeadlineView>(deadlineById, [reminder.deadlineId]))[0];
  return deadline ? { reminder, deadline: { ...deadline, kind: kindSchema.parse(deadline.kind) } } : null;
}

export function settleReminder(unit: Unit, id: string, state: 'sent' | 'dropped', now: Date): void {
  unit.put(settledReminders, { id, state, doneAt: now });
}

/** Running clocks whose date was computed without a published calendar. */
export async function listProvisional(tx: Tx): Promise<DeadlineView[]> {
  const rows = await tx.deadline.findMany({ where: { state: 'running', provisional: true } });
  return rows.map((r) => ({ ...r, kind: kindSchema.parse(r.kind) }));
}
