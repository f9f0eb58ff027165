import { deliverOutbox } from '../bot/deliver.js';
import { armingHorizonMs, type Engine } from '../bot/engine.js';
import { remindDeadline } from '../bot/remind.js';
import { takeTurns } from '../bot/take-turns.js';
import { inTransaction } from '../store/client.js';
import { armReminders, listDueReminders } from '../store/deadlines.js';
import { listWaitingConversations } from '../store/inbox.js';

const batch = 200;

/**
 * Finds rows whose job was lost: messages nobody handled, reminders that are due, answers that were not sent;
 * and arms what falls due within the hour. Safe to run at any time, twice, and in several processes.
 */
export async function sweep(engine: Engine): Promise<void> {
  for (const conversationId of await inTransaction(engine.client, (tx) =>
    listWaitingConversations(tx, batch),
  )) {
    await unlessFailing(engine, { conversation: conversationId }, () => takeTurns(engine, conversationId));
  }
  await sweepReminders(engine);
  await deliverOutbox(engine);
  await armSoon(engine);
}

/** Everything that is due, in the order of its time. */
export async function sweepReminders(engine: Engine): Promise<void> {
  const failed: string[] = [];
  for (;;) {
    const now = engine.clock.now();
    const due = await inTransaction(engine.client, (tx) => listDueReminders(tx, now, batch, failed));
    if (due.length === 0) return;
    for (const { id, caseId } of due) {
      const done = await unlessFailing(engine, { reminder: id }, () => remindDeadline(engine, id, caseId));
      if (!done) failed.push(id);
    }
  }
}

/** One row that cannot be worked on must not keep the others waiting; the next sweep tries it again. */
async function unlessFailing(
  engine: Engine,
  row: Record<string, string>,
  work: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    engine.log.error({ code: 'sweep-row-failed', ...row, reason: String(error) }, 'left for the next sweep');
    return false;
  }
}

/** Gives a delayed job to every reminder that falls due within the hour and has none. */
async function armSoon(engine: Engine): Promise<void> {
  const now = engine.clock.now();
  const armed = await inTransaction(engine.client, (tx) =>
    armReminders(tx, now, new Date(now.getTime() + armingHorizonMs)),
  );
  await engine.wakeUps.add(
    armed.map((r) => ({
      job: { name: 'remind-deadline' as const, reminderId: r.id },
      delayMs: Math.max(0, r.dueAt.getTime() - now.getTime()),
    })),
  );
}

export interface Sweeper {
  /** Runs a sweep now and waits for it. */
  now(): Promise<void>;
  stop(): Promise<void>;
}

/** Sweeps every `periodMs` of machine time, in this process; independent of the queue on purpose. */
export function startSweeper(engine: Engine, periodMs: number): Sweeper {
  let running: Promise<void> | null = null;
  let stopped = false;
  const run = () => {
    running ??= sweep(engine)
      .catch((error: unknown) => {
        engine.log.error(
          { code: 'sweep-failed', reason: String(error) },
          'sweep failed; the next one tries again',
        );
      })
      .finally(() => {
        running = null;
      });
    return running;
  };
  const timer = setInterval(() => {
    if (!stopped) void run();
  }, periodMs);
  return {
    async now() {
      // One that is under way may have passed the row already.
      await running;
      await run();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
