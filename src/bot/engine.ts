import type pg from 'pg';
import type { ChannelName } from '../domain/conversations/message.js';
import type { WakeUps } from '../queue/wake-ups.js';
import type { Clock } from '../shared/clock.js';
import type { Ids } from '../shared/ids.js';
import type { Log } from '../shared/log.js';
import type { Observer } from '../shared/observer.js';
import type { StoreClient } from '../store/client.js';
import type { MediaStore } from '../store/media.js';
import type { Units } from '../store/unit/run-unit.js';
import type { Question } from '../store/unit/unit.js';
import type { Channel } from './channel.js';
import type { Work } from './work.js';
import type { Zone } from './zone.js';

/** All that the bot runs on, put together once in app.ts. */
export interface Engine {
  client: StoreClient;
  pool: pg.Pool;
  units: Units;
  zone: Zone;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** Is told what happens, for figures and incidents. */
  observer: Observer;
  wakeUps: WakeUps;
  media: MediaStore;
  /** Number of this process for what it claims, see store/holder.ts; null: what it claims is held by time alone. */
  heldBy: () => number | null;
  channels: ReadonlyMap<ChannelName, Channel>;
  /** 演示数据，均为虚构 in demo mode. */
  demoMark: string | null;
  /** Address of the page that says who we are and what we keep. */
  aboutUrl: string;
}

/** Reminders due within this time get a job; the sweep takes care of those further away. */
export const armingHorizonMs = 3_600_000;

/**
 * One unit of work of the bot: record in a transaction, then wake delivery and arm what falls due soon. The
 * wake-ups come after the commit; a lost one is found by the sweep.
 */
export async function runWork<T>(
  engine: Engine,
  task: (work: Work) => Promise<T>,
  opening?: readonly Question[],
): Promise<T> {
  const planned: Work['planned'] = [];
  const result = await engine.units.run(
    (unit) =>
      task({
        unit,
        zone: engine.zone,
        now: engine.clock.now(),
        ids: engine.ids,
        channels: [...engine.channels.keys()],
        demoMark: engine.demoMark,
        planned,
        queued: [],
      }),
    opening,
  );
  const now = engine.clock.now().getTime();
  const soon = planned.filter((r) => r.dueAt.getTime() - now <= armingHorizonMs);
  try {
    await engine.wakeUps.add([
      { job: { name: 'deliver-outbox' } },
      ...soon.map((r) => ({
        job: { name: 'remind-due' as const },
        delayMs: Math.max(0, r.dueAt.getTime() - now),
      })),
    ]);
  } catch (error) {
    engine.log.warn(
      { code: 'wake-up-lost', reason: String(error) },
      'wake-ups not added; the sweep will find the rows',
    );
  }
  return result;
}
