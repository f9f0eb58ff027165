import { type ClaimedReminder, claimDueReminders, releaseReminders } from '../store/due-reminders.js';
import type { Engine } from './engine.js';
import { remindDeadline } from './remind.js';

/** Held for one process: longer than a claim's worth of work. Another takes them when it is over, or the process dead. */
const holdMs = 20_000;
const batch = 20;

/** Worked on side by side; each takes one of the ten connections for rows. */
const width = 4;

/**
 * Works on every reminder whose time has come, until none is left or `stop` is given. Several processes share the
 * work. The earlier goes first; of one instant several cases are worked on side by side, because hundreds of limits
 * end at the close of an office day. Returns how many were looked at.
 */
export async function remindDue(engine: Engine, stop?: AbortSignal): Promise<number> {
  let done = 0;
  while (!stop?.aborted) {
    let left = await claimDueReminders(engine.pool, engine.clock.now(), holdMs, batch, engine.heldBy());
    if (left.length === 0) break;
    while (left.length > 0 && !stop?.aborted) {
      const now = firstTogether(left);
      left = left.filter((each) => !now.includes(each));
      await Promise.all(now.map(({ id, caseId }) => remindOne(engine, id, caseId)));
      done += now.length;
    }
    if (left.length > 0) {
      await releaseReminders(
        engine.pool,
        left.map(({ id }) => id),
      );
    }
  }
  return done;
}

/** The first, and others of the same instant in other cases: a case's own reminders stay in their order. */
function firstTogether(waiting: readonly ClaimedReminder[]): ClaimedReminder[] {
  const together: ClaimedReminder[] = [];
  for (const each of waiting) {
    if (together.length === width || each.dueAt.getTime() !== waiting[0]?.dueAt.getTime()) break;
    if (!together.some(({ caseId }) => caseId === each.caseId)) together.push(each);
  }
  return together;
}

/** One row that cannot be worked on must not keep the others waiting; it is claimed again when its hold is over. */
async function remindOne(engine: Engine, id: string, caseId: string): Promise<void> {
  try {
    await remindDeadline(engine, id, caseId);
  } catch (error) {
    engine.log.error({ code: 'reminder-failed', reminder: id, reason: String(error) }, 'tried again later');
  }
}
