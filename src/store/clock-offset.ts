import type pg from 'pg';
import { z } from 'zod';

const schema = z.coerce.number().int();

/** By how many milliseconds the demo's clock is ahead; 0 where it was never moved. The same row as `movable-clock.ts`. */
export async function readClockOffset(pool: pg.Pool): Promise<number> {
  const found = await pool.query(`SELECT value AS ms FROM settings WHERE key = 'clock-offset-ms'`);
  const row: unknown = found.rows[0]?.ms;
  return row === undefined ? 0 : schema.parse(row);
}
