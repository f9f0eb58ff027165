import type { Engine } from '../bot/engine.js';
import { remindDeadline } from '../bot/remind.js';
import type { JobHandlers } from '../queue/wake-ups.js';

/** A reminder's time has come, or so its job believes; the row decides. */
export function remindDeadlineJob(engine: Engine): JobHandlers['remind-deadline'] {
  return async ({ reminderId }) => {
    const row = await engine.client.reminder.findUnique({
      where: { id: reminderId },
      select: { caseId: true },
    });
    if (row) await remindDeadline(engine, reminderId, row.caseId);
  };
}
