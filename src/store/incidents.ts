import type pg from 'pg';
import { z } from 'zod';
import { type IncidentCode, incidentCodes } from '../domain/incidents/incident-kinds.js';
import { type Incident, sameWithinMs } from '../domain/incidents/judge-incident.js';
import type { Tx } from './client.js';

const detailSchema = z.record(z.string(), z.union([z.string().max(120), z.number()]));

const rowSchema = z.object({
  id: z.string(),
  code: z.enum(incidentCodes),
  key: z.string(),
  firstAt: z.date(),
  openedAt: z.date(),
  lastAt: z.date(),
  count: z.number(),
  detail: detailSchema,
  toldAt: z.date().nullable(),
  resolvedAt: z.date().nullable(),
  toldResolvedAt: z.date().nullable(),
});

const columns = `id, code, key, first_at AS "firstAt", opened_at AS "openedAt", last_at AS "lastAt", count, detail,
  told_at AS "toldAt", resolved_at AS "resolvedAt", told_resolved_at AS "toldResolvedAt"`;

/** One cause as a process saw it, possibly for a while before it could be written down. */
export interface Sighting {
  code: IncidentCode;
  key: string;
  firstAt: Date;
  lastAt: Date;
  /** How often it happened; 0 for a state that is merely still there. */
  times: number;
  detail: Readonly<Record<string, string | number>>;
}

/**
 * Writes a sighting to the row that is open for its cause, opens again the one that was closed a short while ago, or
 * begins a new one. Several processes that see the same thing write to one row: `open_key` is unique.
 */
export async function recordSighting(
  pool: pg.Pool,
  id: string,
  seen: Sighting,
): Promise<'opened' | 'again' | 'known'> {
  const openKey = `${seen.code}:${seen.key}`;
  const values = [id, seen.code, seen.key, openKey, seen.firstAt, seen.lastAt, seen.times, seen.detail];
  const result = await pool.query<{ outcome: 'opened' | 'again' | 'known' }>(
    `WITH known AS (
       UPDATE incidents SET last_at = greatest(last_at, $6), count = count + $7::int, detail = $8::jsonb
       WHERE open_key = $4 RETURNING id
     ), again AS (
       UPDATE incidents
       SET open_key = $4, resolved_at = NULL, opened_at = $5, last_at = $6, detail = $8::jsonb,
         count = count + greatest($7::int, 1)
       WHERE open_key IS NULL AND NOT EXISTS (SELECT 1 FROM known) AND id = (
         SELECT id FROM incidents
         WHERE code = $2 AND key = $3 AND resolved_at > $5::timestamptz - $9 * interval '1 millisecond'
         ORDER BY resolved_at DESC LIMIT 1)
       RETURNING id
     ), begun AS (
       INSERT INTO incidents (id, code, key, open_key, first_at, opened_at, last_at, count, detail)
       SELECT $1::uuid, $2, $3, $4, $5, $5, $6, greatest($7::int, 1), $8::jsonb
       WHERE NOT EXISTS (SELECT 1 FROM known) AND NOT EXISTS (SELECT 1 FROM again)
       ON CONFLICT (open_key) DO UPDATE
       SET last_at = greatest(incidents.last_at, $6), count = incidents.count + $7::int
       RETURNING id
     )
     SELECT CASE WHEN EXISTS (SELECT 1 FROM known) THEN 'known'
       WHEN EXISTS (SELECT 1 FROM again) THEN 'again'
       WHEN (SELECT id FROM begun) = $1::uuid THEN 'opened' ELSE 'known' END AS outcome`,
    [...values, sameWithinMs],
  );
  return result.rows[0]?.outcome ?? 'known';
}

/** Closes what nobody has seen for its quiet time, and what is known to be over since `endedAt`. Returns what it closed. */
export async function closeIncidents(
  pool: pg.Pool,
  now: Date,
  quiet: readonly { code: IncidentCode; quietMs: number }[],
  ended: readonly { code: IncidentCode; key: string; endedAt: Date }[],
): Promise<{ code: string; key: string }[]> {
  const result = await pool.query<{ code: string; key: string }>(
    `UPDATE incidents i SET resolved_at = $1, open_key = NULL
     WHERE open_key IS NOT NULL AND (
       EXISTS (SELECT 1 FROM unnest($2::text[], $3::float8[]) AS q(code, ms)
         WHERE q.code = i.code AND i.last_at < $1::timestamptz - q.ms * interval '1 millisecond')
       OR EXISTS (SELECT 1 FROM unnest($4::text[], $5::text[], $6::timestamptz[]) AS e(code, key, at)
         WHERE e.code = i.code AND e.key = i.key AND i.last_at < e.at))
     RETURNING code, key`,
    [
      now,
      quiet.map((q) => q.code),
      quiet.map((q) => q.quietMs),
      ended.map((e) => e.code),
      ended.map((e) => e.key),
      ended.map((e) => e.endedAt),
    ],
  );
  return result.rows;
}

/** Incidents that are open, the oldest first. */
export async function listOpenIncidents(pool: pg.Pool): Promise<Incident[]> {
  const result = await pool.query(
    `SELECT ${columns} FROM incidents WHERE open_key IS NOT NULL ORDER BY opened_at, code, key`,
  );
  return z.array(rowSchema).parse(result.rows);
}

/** Those of which the administrator may still have to hear: open, or closed lately and not called over. */
const untold = `FROM incidents
  WHERE open_key IS NOT NULL
    OR (told_resolved_at IS NULL AND resolved_at > $1::timestamptz - interval '7 days')
  ORDER BY opened_at, code, key`;

export async function listUntoldIncidents(pool: pg.Pool, now: Date): Promise<Incident[]> {
  const result = await pool.query(`SELECT ${columns} ${untold}`, [now]);
  return z.array(rowSchema).parse(result.rows);
}

/** The same under a lock, without those that another process is telling at this moment. */
export async function lockUntoldIncidents(tx: Tx, now: Date): Promise<Incident[]> {
  const rows = await tx.$queryRawUnsafe(`SELECT ${columns} ${untold} FOR UPDATE SKIP LOCKED`, now);
  return z.array(rowSchema).parse(rows);
}

/** Marks that the administrator was told: that it began, or that it ended. */
export async function markIncidentTold(tx: Tx, id: string, ended: boolean, now: Date): Promise<void> {
  await tx.incident.update({
    where: { id },
    data: ended ? { toldResolvedAt: now } : { toldAt: now, toldResolvedAt: null },
  });
}
