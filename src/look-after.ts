import type { Engine } from './bot/engine.js';
import { createIncidentDesk } from './bot/incidents.js';
import type { Receiver } from './bot/receive.js';
import type { Settings } from './config/settings-schema.js';
import { startWatch, type Watch, watchPeriodMs } from './jobs/watch.js';
import { createMetrics } from './metrics/index.js';
import type { Observers } from './shared/observer.js';
import { countCasesByState, readLedgerFigures } from './store/figures.js';
import type { Looks } from './web/looks.js';

export interface Care {
  looks: Looks;
  watch: Watch;
}

/** Figures, incidents and the watch over the product's health: every process has its own and shares the rows. */
export function lookAfter(parts: {
  engine: Engine;
  receiver: Receiver;
  observer: Observers;
  settings: Settings;
  role: string;
  /** False: health is looked at only when asked. */
  watch: boolean;
}): Care {
  const { engine, receiver, observer, settings, role } = parts;
  const { pool, clock } = engine;
  const metrics = createMetrics(role);
  const desk = createIncidentDesk(engine);
  observer.add(metrics.observer);
  observer.add(desk);
  metrics.show({
    ledger: () => readLedgerFigures(pool, clock.now()),
    cases: () => countCasesByState(pool),
    connections: () => ({
      used: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    spool: async () => (await receiver.spoolFigures()).waiting,
    queueIsUp: () => engine.wakeUps.isUp(),
  });
  const watch = startWatch(
    { engine, desk, dataDir: settings.dataDir, spool: () => receiver.spoolFigures() },
    parts.watch ? watchPeriodMs : null,
  );
  return { looks: { metrics, incidents: desk, token: settings.metricsToken }, watch };
}
