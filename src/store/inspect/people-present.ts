import type pg from 'pg';
import { z } from 'zod';

export interface ShiftTaken {
  unit: string;
  from: Date;
  to: Date;
}

const keysSchema = z.array(z.object({ key: z.string() }));
const shiftsSchema = z.array(z.object({ unit: z.string(), from: z.date(), to: z.date() }));

/** Which of these accounts (any spelling) belong to people who are active; those that no start has entered yet are missing. */
export async function findActive(pool: pg.Pool, userids: readonly string[]): Promise<Set<string>> {
  const found = await pool.query(
    `SELECT DISTINCT i.external_id AS key FROM identities i JOIN people p ON p.id = i.person_id
      WHERE p.status = 'active' AND i.external_id = ANY ($1)`,
    [userids.map((userid) => userid.toLowerCase())],
  );
  return new Set(keysSchema.parse(found.rows).map((row) => row.key));
}

/** Shifts that people took in chat and that reach into this time. */
export async function listShifts(pool: pg.Pool, from: Date, to: Date): Promise<ShiftTaken[]> {
  const found = await pool.query(
    `SELECT s.unit_code AS unit, s.starts_at AS "from", s.ends_at AS "to"
       FROM duty_shifts s JOIN people p ON p.id = s.person_id
      WHERE p.status = 'active' AND s.starts_at < $2 AND s.ends_at > $1`,
    [from, to],
  );
  return shiftsSchema.parse(found.rows);
}
