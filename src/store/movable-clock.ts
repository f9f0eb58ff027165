import { z } from 'zod';
import type { Clock } from '../shared/clock.js';
import type { StoreClient } from './client.js';
import type { Signals } from './signals.js';

const offsetSchema = z.number().int();
const key = 'clock-offset-ms';

/** The clock of demo and tests: the machine's time plus an offset that every process reads from its row. */
export interface MovableClock extends Clock {
  offsetMs(): number;
  /** Forwards only. Returns the new present. */
  advance(byMs: number): Promise<Date>;
  refresh(): Promise<void>;
  /** Called whenever this process has learnt that the clock was moved, by itself or by another. */
  onMoved(listener: () => void): void;
  stop(): void;
}

/** Other processes follow at once by a signal, or within this time where that was lost. */
const refreshMs = 1000;

/** `startAt`: where the clock stands at the very first start; afterwards its row decides. */
export async function createMovableClock(
  client: StoreClient,
  signals: Signals,
  startAt?: Date,
): Promise<MovableClock> {
  let offset = 0;
  const listeners: (() => void)[] = [];
  if (startAt) {
    const first = Math.round(startAt.getTime() - Date.now());
    await client.setting.createMany({ data: [{ key, value: first }], skipDuplicates: true });
  }
  const refresh = async () => {
    const row = await client.setting.findUnique({ where: { key } });
    const before = offset;
    offset = row ? offsetSchema.parse(row.value) : 0;
    if (offset !== before) for (const listener of listeners) listener();
  };
  await refresh();
  const timer = setInterval(() => void refresh().catch(() => undefined), refreshMs);
  timer.unref();
  signals.on('clock', () => void refresh().catch(() => undefined));
  return {
    now: () => new Date(Date.now() + offset),
    offsetMs: () => offset,
    async advance(byMs) {
      await client.$executeRaw`
        INSERT INTO settings (key, value) VALUES (${key}, to_jsonb(${Math.round(byMs)}::bigint))
        ON CONFLICT (key) DO UPDATE SET value = to_jsonb((settings.value::text)::bigint + ${Math.round(byMs)}::bigint)`;
      await refresh();
      signals.send('clock');
      return new Date(Date.now() + offset);
    },
    refresh,
    onMoved: (listener) => void listeners.push(listener),
    stop: () => clearInterval(timer),
  };
}
