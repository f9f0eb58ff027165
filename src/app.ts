import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createCallback } from './bot/channels/wecom-app/callback.js';
import { demoNotice } from './bot/demo-notice.js';
import type { Engine } from './bot/engine.js';
import { observedReceiver } from './bot/observed.js';
import { createReceiver, type Receiver } from './bot/receive.js';
import { createZone } from './bot/zone.js';
import { closeApp } from './close-app.js';
import type { Role } from './config/role.js';
import type { Config } from './config.js';
import { deliverOutboxJob } from './jobs/deliver-outbox.js';
import { observedJobs } from './jobs/observed-jobs.js';
import { recomputeDeadlines } from './jobs/recompute-deadlines.js';
import { remindDueJob } from './jobs/remind-due.js';
import { type Sweeper, startSweeper } from './jobs/sweeper.js';
import { takeTurnsJob } from './jobs/take-turns.js';
import type { Watch } from './jobs/watch.js';
import { lookAfter } from './look-after.js';
import { openChannels } from './open-channels.js';
import { createWakeUps } from './queue/wake-ups.js';
import { systemClock } from './shared/clock.js';
import { randomIds } from './shared/ids.js';
import type { Log } from './shared/log.js';
import { Observers } from './shared/observer.js';
import { projectRoot } from './shared/paths.js';
import { alone } from './store/alone.js';
import { createStoreClient } from './store/client.js';
import { refuseOtherMode, rememberMode } from './store/database-mode.js';
import { openHolder } from './store/holder.js';
import { createLease } from './store/lease.js';
import { createMediaStore } from './store/media.js';
import { createMovableClock, type MovableClock } from './store/movable-clock.js';
import { applyMigrations } from './store/postgres/apply-migrations.js';
import { type OpenDatabase, openDatabase } from './store/postgres/open-database.js';
import { openSignals } from './store/signals.js';
import { openSpool } from './store/spool/index.js';
import { syncZone } from './store/sync-zone.js';
import { createUnits } from './store/unit/run-unit.js';
import { createHealthServer } from './web/health-server.js';
import { createServer } from './web/server.js';

/** Machine time between two sweeps; it bounds how late a row comes whose job was lost. */
const sweepPeriodMs = 2000;
/** Another process sweeps when the leading one was not heard of for this long. */
const sweepLeaseMs = 6000;

export interface App {
  engine: Engine;
  receiver: Receiver;
  /** In a process that works. */
  sweeper: Sweeper | null;
  /** The pages and callbacks; of a worker, its health alone. */
  server: FastifyInstance;
  clock: MovableClock | null;
  watch: Watch;
  /** Stops taking in, finishes what is under way, lets go of queue and database; within twenty seconds or so. */
  close(): Promise<void>;
}

/** Puts the product together: the only file that knows every part. */
export async function createApp(
  config: Config,
  log: Log,
  options: {
    database?: OpenDatabase;
    role?: Role;
    /** False: rows whose job was lost are not looked for. */
    sweep?: boolean;
    /** False: messages are taken in, but this process works on no job. */
    work?: boolean;
    /** False: health is looked at only when asked. */
    watch?: boolean;
    /** Is told what happens, beside figures and incidents. */
    observer?: Observers;
  } = {},
): Promise<App> {
  const { settings } = config;
  const role = options.role ?? settings.role;
  const works = role !== 'web' && options.work !== false;
  const demo = settings.mode === 'demo';
  const database =
    options.database ??
    (await openDatabase({
      ...(settings.databaseUrl ? { databaseUrl: settings.databaseUrl } : {}),
      dataDir: settings.dataDir,
      poolSize: settings.dbPoolSize,
      log,
    }));
  const { pool, connectionString } = database;
  const place = settings.databaseUrl ? 'DATABASE_URL 指的数据库' : `${settings.dataDir} 里的数据库`;
  await refuseOtherMode(pool, settings.mode, place).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  await applyMigrations({ pool, connectionString, prismaFolder: join(projectRoot, 'prisma'), log });
  await rememberMode(pool, settings.mode);
  const client = createStoreClient(pool);
  const ids = randomIds;
  await syncZone(client, config, ids);

  const observer = options.observer ?? new Observers();
  const signals = demo ? openSignals(pool, connectionString, log) : null;
  const movable = signals ? await createMovableClock(client, signals, settings.demoStartAt) : null;
  const clock = movable ?? systemClock;
  const media = createMediaStore(client, join(settings.dataDir, 'media'), ids);
  const wakeUps = await createWakeUps({ connectionString, redis: settings.redis, works, observer, log });
  // Whoever only takes in claims nothing and saves the connection.
  const holder = role === 'web' ? null : await openHolder(connectionString, log);
  const heldBy = () => holder?.number() ?? null;
  const { channels, phones } = openChannels({
    settings,
    client,
    media,
    clock,
    signals,
    heldBy,
    observer,
    log,
  });

  const units = createUnits(pool);
  const engine: Engine = {
    client,
    units,
    pool,
    zone: createZone(config),
    clock,
    ids,
    log,
    observer,
    wakeUps,
    media,
    heldBy,
    channels,
    demoMark: demo ? demoNotice : null,
    aboutUrl: `${settings.publicUrl}/about`,
  };
  // A worker's stays idle, without a connection, unless messages lie in the spool of its DATA_DIR.
  const spool = await openSpool(settings.dataDir, log);
  const receiver = observedReceiver(createReceiver({ engine, spool, connectionString, observer }), log);
  const { looks, watch } = lookAfter({
    engine,
    receiver,
    observer,
    settings,
    role,
    watch: options.watch !== false,
  });

  const stopping = new AbortController();
  const stop = stopping.signal;
  if (works) {
    await alone(pool, 'recompute-deadlines', () => recomputeDeadlines(engine));
    wakeUps.work(
      observedJobs(
        {
          'take-turns': takeTurnsJob(engine, stop),
          'deliver-outbox': deliverOutboxJob(engine),
          'remind-due': remindDueJob(engine, stop),
        },
        observer,
      ),
    );
  }
  const lease = createLease(pool, 'sweep', ids.next(), sweepLeaseMs);
  const sweeps = role !== 'web' && options.sweep !== false;
  const sweeper = sweeps ? startSweeper({ engine, observer, stop }, lease, sweepPeriodMs) : null;
  if (sweeper) movable?.onMoved(() => sweeper.hint());

  if (role !== 'worker') await phones?.bell.listen();
  const server =
    role === 'worker'
      ? await createHealthServer(engine, looks)
      : await createServer({
          engine,
          receiver,
          looks,
          callback: settings.wecom ? createCallback(settings.wecom) : null,
          demo:
            movable && phones
              ? {
                  clock: movable,
                  phones: phones.store,
                  bell: phones.bell,
                  sweepNow: async () => sweeper?.now(),
                }
              : null,
        });

  return {
    engine,
    receiver,
    sweeper,
    server,
    clock: movable,
    watch,
    close: () =>
      closeApp({
        engine,
        receiver,
        sweeper,
        watch,
        server,
        stopping,
        movable,
        signals,
        bell: phones?.bell,
        holder,
        database,
      }),
  };
}
