import { z } from 'zod';
import type { Clock } from '../shared/clock.js';
import type { StoreClient } from './client.js';

const offsetSchema = z.number().int();
const key = 'clock-offset-ms';

/** The clock of demo and tests: the machine's time plus an offset that every process reads from its row. */
export interface MovableClock extends Clock {
  offsetMs(): number;
  /** Forwards only. Returns the new present. */
  advance(byMs: number): Promise<Date>;
  refresh(): Promise<void>;
  stop(): void;
}

/** Other processes follow within this time. */
const refreshMs = 1000;

/** `startAt`: where the clock stands at the very first start; afterwards its row decides. */
export async function createMovableClock(client: StoreClient, startAt?: Date): Promise<MovableClock> {
  let offset = 0;
  if (startAt) {
    const first = Math.round(startAt.getTime() - Date.now());
    await client.setting.createMany({ data: [{ key, value: first }], skipDuplicates: true });
  }
  const refresh = async () => {
    const row = await client.setting.findUnique({ where: { key } });
    offset = row ? offsetSchema.parse(row.value) : 0;
  };
  await refresh();
  const timer = setInterval(() => void refresh().catch(() => undefined), refreshMs);
  timer.unref();
  return {
    now: () => new Date(Date.now() + offset),
    offsetMs: () => offset,
    async advance(byMs) {
      await client.$executeRaw`
        INSERT INTO settings (key, value) VALUES (${key}, to_jsonb(${Math.round(byMs)}::bigint))
        ON CONFLICT (key) DO UPDATE SET value = to_jsonb((settings.value::text)::bigint + ${Math.round(byMs)}::bigint)`;
      await refresh();
      return new Date(Date.now() + offset);
    },
    refresh,
    stop: () => clearInterval(timer),
  };
}
