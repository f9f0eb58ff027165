import type { Engine } from '../bot/engine.js';
import { planReminders } from '../domain/cases/deadlines.js';
import { parseLimit } from '../domain/calendar/index.js';
import { inTransaction } from '../store/client.js';
import { lockCase } from '../store/cases.js';
import { listProvisional, saveClockPlan } from '../store/deadlines.js';
import { recordEvents } from '../store/events.js';

/**
 * After the calendar of a year was published, dates that were computed without it are computed anew. Runs at
 * every start; does nothing when no provisional date changes.
 */
export async function recomputeDeadlines(engine: Engine): Promise<number> {
  let changed = 0;
  for (const deadline of await inTransaction(engine.client, listProvisional)) {
    const due = engine.zone.calendar.addLimit(deadline.startedAt, parseLimit(deadline.span));
    if (due.at.getTime() === deadline.dueAt.getTime() && due.provisional) continue;
    await inTransaction(engine.client, async (tx) => {
      const c = await lockCase(tx, deadline.caseId);
      const now = engine.clock.now();
      const reminders = planReminders(
        engine.zone.planner(c.urgency), deadline.kind, deadline.span, deadline.startedAt, due.at, now,
      );
      const moved = {
        id: deadline.id,
        dueAt: due.at,
        provisional: due.provisional,
        revision: deadline.revision + 1,
        reminders,
      };
      await saveClockPlan(tx, c.id, { start: [], settle: [], move: [moved] }, now, engine.ids);
      await recordEvents(
        tx, c.id, c.id,
        [{ type: 'deadline-recomputed', body: { kind: deadline.kind, due: due.at.toISOString() } }],
        { actorId: null, actorRole: 'system' }, now,
      );
    });
    changed += 1;
  }
  return changed;
}
