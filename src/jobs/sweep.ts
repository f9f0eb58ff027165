import { deliverOutbox } from '../bot/deliver.js';
import { armingHorizonMs, type Engine } from '../bot/engine.js';
import { remindDue } from '../bot/remind-due.js';
import { takeTurns } from '../bot/take-turns.js';
import { slotMs } from '../queue/gather.js';
import type { Observer } from '../shared/observer.js';
import { inTransaction } from '../store/client.js';
import { listDueSlots } from '../store/due-reminders.js';
import { listWaitingConversations } from '../store/inbox.js';
import { sideBySide } from './side-by-side.js';

const batch = 200;
/** As many conversations at once as a job works on. */
const width = 4;
/** A younger message is most likely being worked on by its own job at this moment. */
const patienceMs = 1000;
/** Slots armed in one go; an hour has no more. */
const mostSlots = armingHorizonMs / slotMs;

/** How one process sweeps. */
export interface SweepParts {
  engine: Engine;
  observer: Observer;
  /** Given when the product stops: what is under way is finished, the rest stays in its rows. */
  stop: AbortSignal;
}

/**
 * Finds rows whose job was lost: messages nobody handled, reminders that are due, answers that were not sent; and
 * arms what falls due within the hour. Safe to run at any time, twice, and in several processes.
 */
export async function sweep({ engine, observer, stop }: SweepParts): Promise<void> {
  await sweepMessages({ engine, observer, stop });
  const reminders = await remindDue(engine, stop);
  if (reminders > 0) observer.note({ what: 'sweep-found', rows: 'reminders', count: reminders });
  if (!stop.aborted) await deliverOutbox(engine);
  if (!stop.aborted) await armSoon(engine);
}

/** One conversation that cannot be worked on must not keep the others waiting; the next sweep tries it again. */
async function sweepMessages({ engine, observer, stop }: SweepParts): Promise<void> {
  const failed = new Set<string>();
  while (!stop.aborted) {
    const before = new Date(engine.clock.now().getTime() - patienceMs);
    const listed = await inTransaction(engine.client, (tx) => listWaitingConversations(tx, before, batch));
    const waiting = listed.filter((id) => !failed.has(id));
    if (waiting.length === 0) return;
    observer.note({ what: 'sweep-found', rows: 'messages', count: waiting.length });
    const failures = await sideBySide(waiting, width, stop, (id) => takeTurns(engine, id));
    for (const { each, error } of failures) {
      failed.add(each);
      engine.log.error(
        { code: 'sweep-row-failed', conversation: each, reason: String(error) },
        'left for the next sweep',
      );
    }
    // With fewer than a batch all were seen; what came meanwhile has a job of its own.
    if (listed.length < batch) return;
  }
}

/**
 * Wake-ups for the slots of the next hour in which something falls due. Those that have one are passed over for a
 * minute, then armed again: so a queue that was emptied is full again within that time.
 */
async function armSoon(engine: Engine): Promise<void> {
  const now = engine.clock.now();
  const until = new Date(now.getTime() + armingHorizonMs);
  const slots = await listDueSlots(engine.pool, now, until, slotMs, mostSlots);
  await engine.wakeUps.add(
    slots.map((at) => ({ job: { name: 'remind-due' }, delayMs: at.getTime() - now.getTime() })),
  );
}
