import type pg from 'pg';
import { z } from 'zod';
import { AppError } from '../shared/errors.js';

export type Mode = 'demo' | 'production';

const rowSchema = z.object({ mode: z.enum(['demo', 'production']).nullable() });

/**
 * What the database was first started for; null where no start is remembered. A moved clock exists in demos only, so it
 * tells of one also where the mode itself was not yet remembered.
 */
export async function readDatabaseMode(pool: pg.Pool): Promise<Mode | null> {
  const known = await pool.query(`SELECT to_regclass('public.settings') IS NOT NULL AS there`);
  if (known.rows[0]?.there !== true) return null;
  const found = await pool.query(
    `SELECT coalesce(
       (SELECT value #>> '{}' FROM settings WHERE key = 'mode'),
       (SELECT 'demo' FROM settings WHERE key = 'clock-offset-ms')) AS mode`,
  );
  return rowSchema.parse(found.rows[0]).mode;
}

/**
 * Asked before anything is written: a demo adds invented people and cases and moves the clock, and what it leaves in the
 * ledger can never be taken out again; its people must not meet a real town.
 */
export async function refuseOtherMode(pool: pg.Pool, mode: Mode, place: string): Promise<void> {
  const first = await readDatabaseMode(pool);
  if (first === null || first === mode) return;
  const lines =
    first === 'production'
      ? [
          `${place}是正式用的，不能拿来演示：演示会添虚构的人和件、拨时间，留下的办理记录删不掉。没有动它。`,
          '  要演示：换一个空的 DATA_DIR，并且不要设 DATABASE_URL（写在 .env 里的也算），或换一个空库；',
          '  要正式运行：设 APP_MODE=production。',
        ]
      : [
          `${place}做过演示，里面的人、件和时间是虚构的，不能正式用。没有动它。`,
          '  要正式运行：换一个空的 DATA_DIR，用自己的数据库的换一个空库（改 DATABASE_URL）；',
          '  要接着演示：设 APP_MODE=demo。',
        ];
  throw new AppError('other-mode', 'tell-operator', lines.join('\n'));
}

/** The first start decides; a backup carries it along. */
export async function rememberMode(pool: pg.Pool, mode: Mode): Promise<void> {
  await pool.query(
    `INSERT INTO settings (key, value) VALUES ('mode', to_jsonb($1::text)) ON CONFLICT (key) DO NOTHING`,
    [mode],
  );
}
