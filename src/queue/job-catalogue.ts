import { z } from 'zod';

/**
 * The catalogue of jobs. A job carries ids, or nothing, and looks again: it may run twice, late or for nothing,
 * and every one can be made anew from rows.
 */
export const jobSchema = z.discriminatedUnion('name', [
  /** Messages wait in these conversations: one job for many, because a job costs more than a row. */
  z.object({ name: z.literal('take-turns'), conversationIds: z.array(z.string()).min(1).max(200) }),
  /** Something lies in the outbox. */
  z.object({ name: z.literal('deliver-outbox') }),
  /** Reminders fall due: one job for all of one moment (`slotMs` in gather.ts). */
  z.object({ name: z.literal('remind-due') }),
]);

export type WakeUp = z.infer<typeof jobSchema>;
export type JobName = WakeUp['name'];
export const jobNames: readonly JobName[] = ['take-turns', 'deliver-outbox', 'remind-due'];

export type JobHandlers = { [N in JobName]: (job: Extract<WakeUp, { name: N }>) => Promise<void> };
