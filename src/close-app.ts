import type { App } from './app.js';
import type { PhoneBell } from './bot/channels/simulator/index.js';
import { stopDelivery } from './bot/deliver.js';
import type { Engine } from './bot/engine.js';
import type { Receiver } from './bot/receive.js';
import type { Sweeper } from './jobs/sweeper.js';
import type { Watch } from './jobs/watch.js';
import { within } from './shared/within.js';
import { inTransaction } from './store/client.js';
import type { Holder } from './store/holder.js';
import type { MovableClock } from './store/movable-clock.js';
import { countUnsettled } from './store/outbox.js';
import type { OpenDatabase } from './store/postgres/open-database.js';
import type { Signals } from './store/signals.js';

/** Requests under way get this long to be answered. */
const answerMs = 5000;
/** Turns, reminders and deliveries under way get this long; one call to a platform takes at most 10 s, or 30 for a file. */
const drainMs = 12_000;

/**
 * Stops in the order in which nothing is lost: no new requests and no new jobs, then what is under way, then the wake-ups
 * that it left, then queue and database. What does not end in time stays in its rows, and the log says how much.
 */
export async function closeApp(parts: {
  engine: Engine;
  receiver: Receiver;
  sweeper: Sweeper | null;
  watch: Watch;
  server: App['server'];
  stopping: AbortController;
  movable: MovableClock | null;
  signals: Signals | null;
  bell: PhoneBell | undefined;
  holder: Holder | null;
  database: OpenDatabase;
}): Promise<void> {
  const { engine, receiver, sweeper, watch, server, stopping, movable, signals, bell, holder, database } =
    parts;
  stopping.abort();
  const looked = within(answerMs, watch.close());
  // Pages that wait for news would otherwise keep their connections open.
  await bell?.close();
  const answered = within(answerMs, server.close()).then((result) => {
    if (result === 'late') server.server.closeAllConnections();
  });
  const drained = Promise.all([
    engine.wakeUps.stopWorking(drainMs),
    within(drainMs, stopDelivery(engine)),
    within(drainMs, sweeper?.close() ?? Promise.resolve()),
  ]);
  await answered;
  await looked;
  await receiver.flush();
  if ((await drained).includes('late')) await sayWhatIsLeft(engine);
  await engine.wakeUps.close();
  await receiver.close();
  for (const channel of engine.channels.values()) await channel.close?.();
  movable?.stop();
  await signals?.close();
  // What did not end in time belongs to others from here on.
  await holder?.close();
  await engine.units.close();
  await engine.client.$disconnect();
  await database.close();
}

async function sayWhatIsLeft(engine: Engine): Promise<void> {
  let left = {};
  const counted = inTransaction(engine.client, (tx) => countUnsettled(tx, engine.clock.now()));
  // With the database away nobody can say; the rows are safe all the same.
  await within(
    2000,
    counted.then((counts) => {
      left = counts;
    }),
  ).catch(() => undefined);
  engine.log.warn(
    { code: 'stopped-early', ...left },
    'stopped before all was done; the rows keep it for the next start',
  );
}
