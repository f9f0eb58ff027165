import { type Engine, runWork } from '../bot/engine.js';
import { announceNewDate } from '../bot/notices.js';
import type { Work } from '../bot/work.js';
import { parseLimit } from '../domain/calendar/index.js';
import { planReminders } from '../domain/cases/deadlines.js';
import { lockCase } from '../store/cases.js';
import { inTransaction } from '../store/client.js';
import { type DeadlineView, listProvisional, saveClockPlan } from '../store/deadlines.js';
import { recordEvents } from '../store/events.js';

/**
 * After the calendar of a year was published, dates that were computed without it are computed anew. Runs at
 * every start; does nothing when no provisional date changes.
 */
export async function recomputeDeadlines(engine: Engine): Promise<number> {
  let changed = 0;
  for (const deadline of await inTransaction(engine.client, listProvisional)) {
    if (await runWork(engine, (work) => recompute(work, deadline))) changed += 1;
  }
  return changed;
}

async function recompute(work: Work, deadline: DeadlineView): Promise<boolean> {
  const due = work.zone.calendar.addLimit(deadline.startedAt, parseLimit(deadline.span));
  const moved = due.at.getTime() !== deadline.dueAt.getTime();
  if (!moved && due.provisional) return false;
  const c = await lockCase(work.unit, deadline.caseId);
  const reminders = planReminders(
    work.zone.planner(c.urgency),
    deadline.kind,
    deadline.span,
    deadline.startedAt,
    due.at,
    work.now,
  );
  const change = {
    id: deadline.id,
    dueAt: due.at,
    provisional: due.provisional,
    revision: deadline.revision + 1,
    reminders,
  };
  work.planned.push(
    ...(await saveClockPlan(work.unit, c.id, { start: [], settle: [], move: [change] }, work.now, work.ids)),
  );
  await recordEvents(
    work.unit,
    c.id,
    c.id,
    [{ type: 'deadline-recomputed', body: { kind: deadline.kind, due: due.at.toISOString() } }],
    { actorId: null, actorRole: 'system' },
    work.now,
  );
  // A promised date is the only one people keep in mind.
  if (moved && deadline.kind === 'resolve') await announceNewDate(work, c);
  return true;
}
