import type pg from 'pg';
import { z } from 'zod';

const schema = z.object({ there: z.boolean() });

/** Whether a start of the product already made the tables of the queue. */
export async function postgresQueueExists(pool: pg.Pool): Promise<boolean> {
  const found = await pool.query(`SELECT to_regnamespace('bullmq') IS NOT NULL AS there`);
  return schema.parse(found.rows[0]).there;
}
