import type pg from 'pg';
import { z } from 'zod';

/** A channel that rests as a whole: nothing of it is sent, everything stays queued. Times are the machine's. */
export interface PausedChannel {
  channel: string;
  /** Of the last refusal, e.g. wecom-60020. */
  code: string;
  /** For the operator. */
  detail: string;
  since: Date;
  /** One message is tried then. */
  until: Date;
}

const key = (channel: string) => `pause:${channel}`;

const rowSchema = z.object({
  channel: z.string(),
  value: z.object({ code: z.string(), detail: z.string(), since: z.coerce.date() }),
  expires_at: z.date(),
});

/** For incidents, `/readyz` and doctor: the channels that rest now, in whichever process it was found. */
export async function readPausedChannels(pool: pg.Pool): Promise<PausedChannel[]> {
  const { rows } = await pool.query(
    `SELECT substr(key, 7) AS channel, value, expires_at FROM settings WHERE starts_with(key, 'pause:')`,
  );
  return rows.map((row) => {
    const { channel, value, expires_at: until } = rowSchema.parse(row);
    return { channel, ...value, until };
  });
}

export interface Pause {
  code: string;
  detail: string;
  firstMs: number;
  longestMs: number;
}

/** Up to a quarter longer, at random, so that several apps behind one address do not come back together. */
const jitter = '(1 + random() / 4)';

/** Lets the channel rest. False if it does so already. */
export async function pauseChannel(pool: pg.Pool, channel: string, pause: Pause): Promise<boolean> {
  const { rowCount } = await pool.query(
    `INSERT INTO settings (key, value, expires_at)
     VALUES ($1, jsonb_build_object('code', $2::text, 'detail', $3::text, 'since', clock_timestamp(), 'step', 0),
       clock_timestamp() + $4 * ${jitter} * interval '1 millisecond')
     ON CONFLICT (key) DO NOTHING`,
    [key(channel), pause.code, pause.detail, pause.firstMs],
  );
  return rowCount === 1;
}

/** The message that was tried failed like the ones before: rest again, twice as long as the last time. */
export async function prolongPause(pool: pg.Pool, channel: string, pause: Pause): Promise<void> {
  await pool.query(
    `UPDATE settings SET
       value = jsonb_build_object('code', $2::text, 'detail', $3::text, 'step', (value->>'step')::int + 1,
         'since', CASE WHEN value->>'code' = $2 THEN value->'since' ELSE to_jsonb(clock_timestamp()) END),
       expires_at = clock_timestamp() + ${jitter} * interval '1 millisecond'
         * least($5::float8, $4::float8 * 2 ^ least((value->>'step')::int + 1, 20))
     WHERE key = $1`,
    [key(channel), pause.code, pause.detail, pause.firstMs, pause.longestMs],
  );
}

/** Ends the rest. False if another did. */
export async function resumeChannel(pool: pg.Pool, channel: string): Promise<boolean> {
  const { rowCount } = await pool.query('DELETE FROM settings WHERE key = $1', [key(channel)]);
  return rowCount === 1;
}

/**
 * Channels whose rest is over, for the caller alone to try one message; after `holdMs`, or when the process with the
 * number `heldBy` has died, another may.
 */
export async function takeProbes(pool: pg.Pool, holdMs: number, heldBy: number | null): Promise<string[]> {
  const { rows } = await pool.query<{ channel: string }>(
    `UPDATE settings SET expires_at = clock_timestamp() + $1 * interval '1 millisecond',
       value = value - 'heldBy' || jsonb_strip_nulls(jsonb_build_object('heldBy', $2::int))
     WHERE starts_with(key, 'pause:') AND expires_at <= clock_timestamp()
     RETURNING substr(key, 7) AS channel`,
    [holdMs, heldBy],
  );
  return rows.map((row) => row.channel);
}

/** Nothing was there to be tried: whoever comes next may. */
export async function returnProbe(pool: pg.Pool, channel: string): Promise<void> {
  await pool.query(
    `UPDATE settings SET expires_at = clock_timestamp(), value = value - 'heldBy' WHERE key = $1`,
    [key(channel)],
  );
}
