import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Channel } from './bot/channel.js';
import { createSimulatorChannel, PhoneBell } from './bot/channels/simulator/index.js';
import { createTerminalChannel } from './bot/channels/terminal/index.js';
import { createCallback } from './bot/channels/wecom-app/callback.js';
import { createWecomAppChannel } from './bot/channels/wecom-app/index.js';
import { demoNotice } from './bot/demo-notice.js';
import type { Engine } from './bot/engine.js';
import { createReceiver, type Receiver } from './bot/receive.js';
import { createZone } from './bot/zone.js';
import type { Config } from './config.js';
import type { ChannelName } from './domain/conversations/message.js';
import { deliverOutboxJob } from './jobs/deliver-outbox.js';
import { recomputeDeadlines } from './jobs/recompute-deadlines.js';
import { remindDeadlineJob } from './jobs/remind-deadline.js';
import { type Sweeper, startSweeper } from './jobs/sweep.js';
import { takeTurnsJob } from './jobs/take-turns.js';
import { createWakeUps } from './queue/wake-ups.js';
import { systemClock } from './shared/clock.js';
import { randomIds } from './shared/ids.js';
import type { Log } from './shared/log.js';
import { projectRoot } from './shared/paths.js';
import { createStoreClient } from './store/client.js';
import { createMediaStore } from './store/media.js';
import { createMovableClock, type MovableClock } from './store/movable-clock.js';
import { createPhoneStore } from './store/phones.js';
import { applyMigrations } from './store/postgres/apply-migrations.js';
import { type OpenDatabase, openDatabase } from './store/postgres/open-database.js';
import { createTokenRows } from './store/settings.js';
import { syncZone } from './store/sync-zone.js';
import { createServer } from './web/server.js';

/** Machine time between two sweeps; it bounds how late a row comes whose job was lost. */
const sweepPeriodMs = 2000;

export interface App {
  engine: Engine;
  receiver: Receiver;
  sweeper: Sweeper | null;
  server: FastifyInstance;
  clock: MovableClock | null;
  /** Stops taking in, finishes what is under way, lets go of queue and database. */
  close(): Promise<void>;
}

/** Puts the product together: the only file that knows every part. */
export async function createApp(
  config: Config,
  log: Log,
  options: {
    database?: OpenDatabase;
    /** False: rows whose job was lost are not looked for. */
    sweep?: boolean;
    /** False: messages are taken in, but this process works on no job. */
    work?: boolean;
  } = {},
): Promise<App> {
  const { settings } = config;
  const demo = settings.mode === 'demo';
  const database =
    options.database ??
    (await openDatabase({
      ...(settings.databaseUrl ? { databaseUrl: settings.databaseUrl } : {}),
      dataDir: settings.dataDir,
      log,
    }));
  await applyMigrations({
    pool: database.pool,
    connectionString: database.connectionString,
    prismaFolder: join(projectRoot, 'prisma'),
    log,
  });
  const client = createStoreClient(database.pool);
  const ids = randomIds;
  await syncZone(client, config, ids);

  const movable = demo ? await createMovableClock(client, settings.demoStartAt) : null;
  const clock = movable ?? systemClock;
  const media = createMediaStore(client, join(settings.dataDir, 'media'), ids);
  const wakeUps = await createWakeUps({
    connectionString: database.connectionString,
    redisUrl: settings.redisUrl,
    log,
  });

  const channels = new Map<ChannelName, Channel>();
  const bell = new PhoneBell();
  const phones = createPhoneStore(client);
  if (settings.wecom) {
    channels.set(
      'wecom-app',
      createWecomAppChannel({ settings: settings.wecom, tokens: createTokenRows(client), media, log }),
    );
  }
  if (demo) {
    channels.set('simulator', createSimulatorChannel({ phones, bell, clock }));
    channels.set('terminal', createTerminalChannel({ phones, bell, clock }));
  }

  const engine: Engine = {
    client,
    pool: database.pool,
    zone: createZone(config),
    clock,
    ids,
    log,
    wakeUps,
    media,
    channels,
    demoMark: demo ? demoNotice : null,
    aboutUrl: `${settings.publicUrl}/about`,
  };
  await recomputeDeadlines(engine);
  const receiver = createReceiver(engine);
  if (options.work !== false) {
    wakeUps.work({
      'take-turns': takeTurnsJob(engine),
      'deliver-outbox': deliverOutboxJob(engine),
      'remind-deadline': remindDeadlineJob(engine),
    });
  }
  const sweeper = options.sweep === false ? null : startSweeper(engine, sweepPeriodMs);
  const server = await createServer({
    engine,
    receiver,
    callback: settings.wecom ? createCallback(settings.wecom) : null,
    demo: movable ? { clock: movable, phones, bell, sweepNow: async () => sweeper?.now() } : null,
  });

  return {
    engine,
    receiver,
    sweeper,
    server,
    clock: movable,
    async close() {
      await server.close();
      await receiver.flush();
      await sweeper?.stop();
      await wakeUps.close();
      for (const channel of channels.values()) await channel.close?.();
      movable?.stop();
      await client.$disconnect();
      await database.close();
    },
  };
}
