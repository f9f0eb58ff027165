import { z } from 'zod';
import { deadlineKinds } from '../config/cases-schema.js';
import type { ClockPlan, RunningDeadline } from '../domain/cases/deadlines.js';
import type { Ids } from '../shared/ids.js';
import type { Tx } from './client.js';

const kindSchema = z.enum(deadlineKinds);

export interface DeadlineView extends RunningDeadline {
  caseId: string;
  provisional: boolean;
  state: string;
}

/** The clocks of a case that still run. */
export async function listRunning(tx: Tx, caseId: string): Promise<DeadlineView[]> {
  const rows = await tx.deadline.findMany({ where: { caseId, state: 'running' }, orderBy: { dueAt: 'asc' } });
  return rows.map((r) => ({ ...r, kind: kindSchema.parse(r.kind) }));
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
  tx: Tx,
  caseId: string,
  plan: ClockPlan,
  now: Date,
  ids: Ids,
): Promise<{ id: string; dueAt: Date }[]> {
  const planned: { id: string; dueAt: Date }[] = [];
  for (const settled of plan.settle) {
    await tx.deadline.update({ where: { id: settled.id }, data: { state: settled.state, settledAt: now } });
  }
  if (plan.settle.length > 0) {
    await tx.reminder.updateMany({
      where: { deadlineId: { in: plan.settle.map((s) => s.id) }, state: 'pending' },
      data: { state: 'dropped', doneAt: now },
    });
  }
  const reminders: {
    id: string;
    deadlineId: string;
    caseId: string;
    step: number;
    dueAt: Date;
    revision: number;
  }[] = [];
  for (const moved of plan.move) {
    await tx.deadline.update({
      where: { id: moved.id },
      data: { dueAt: moved.dueAt, provisional: moved.provisional, revision: moved.revision },
    });
    await tx.reminder.updateMany({
      where: { deadlineId: moved.id, state: 'pending' },
      data: { state: 'dropped', doneAt: now },
    });
    for (const r of moved.reminders) {
      reminders.push({
        id: ids.next(),
        deadlineId: moved.id,
        caseId,
        step: r.step,
        dueAt: r.dueAt,
        revision: moved.revision,
      });
    }
  }
  const deadlines = plan.start.map((s) => ({
    id: ids.next(),
    caseId,
    kind: s.kind,
    span: s.span,
    startedAt: s.startedAt,
    dueAt: s.dueAt,
    provisional: s.provisional,
  }));
  for (const [i, start] of plan.start.entries()) {
    const deadlineId = deadlines[i]?.id;
    if (!deadlineId) continue;
    for (const r of start.reminders) {
      reminders.push({ id: ids.next(), deadlineId, caseId, step: r.step, dueAt: r.dueAt, revision: 0 });
    }
  }
  if (deadlines.length > 0) await tx.deadline.createMany({ data: deadlines });
  if (reminders.length > 0) await tx.reminder.createMany({ data: reminders });
  for (const r of reminders) planned.push({ id: r.id, dueAt: r.dueAt });
  return planned;
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

/** Ids of reminders that are due, in the order of their times, without those that failed a moment ago. */
export async function listDueReminders(
  tx: Tx,
  now: Date,
  limit: number,
  failed: readonly string[] = [],
): Promise<{ id: string; caseId: string }[]> {
  return tx.reminder.findMany({
    where: { state: 'pending', dueAt: { lte: now }, id: { notIn: [...failed] } },
    orderBy: [{ dueAt: 'asc' }, { step: 'asc' }],
    take: limit,
    select: { id: true, caseId: true },
  });
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

/** Reminders due before `until` that no job carries yet; marks them as armed. */
export async function armReminders(tx: Tx, now: Date, until: Date): Promise<{ id: string; dueAt: Date }[]> {
  return tx.$queryRaw<{ id: string; dueAt: Date }[]>`
    UPDATE reminders SET armed_at = ${now}
    WHERE id IN (
      SELECT id FROM reminders
      WHERE state = 'pending' AND armed_at IS NULL AND due_at <= ${until}
      ORDER BY due_at LIMIT 500 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, due_at AS "dueAt"`;
}

/** After the clock was moved, jobs lie at the wrong time: forget that they were armed. */
export async function disarmReminders(tx: Tx): Promise<void> {
  await tx.reminder.updateMany({
    where: { state: 'pending', armedAt: { not: null } },
    data: { armedAt: null },
  });
}

export async function lockReminder(
  tx: Tx,
  id: string,
): Promise<{ reminder: DueReminder; deadline: DeadlineView } | null> {
  await tx.$queryRaw`SELECT 1 FROM reminders WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.reminder.findUnique({ where: { id }, include: { deadline: true } });
  if (!row) return null;
  return { reminder: row, deadline: { ...row.deadline, kind: kindSchema.parse(row.deadline.kind) } };
}

export async function settleReminder(
  tx: Tx,
  id: string,
  state: 'sent' | 'dropped',
  now: Date,
): Promise<void> {
  await tx.reminder.update({ where: { id }, data: { state, doneAt: now } });
}

/** Running clocks whose date was computed without a published calendar. */
export async function listProvisional(tx: Tx): Promise<DeadlineView[]> {
  const rows = await tx.deadline.findMany({ where: { state: 'running', provisional: true } });
  return rows.map((r) => ({ ...r, kind: kindSchema.parse(r.kind) }));
}
