import type pg from 'pg';
import { z } from 'zod';
import { type ChainedEvent, findBreak } from '../../domain/cases/event-chain.js';

/** What is wrong with one stream of events. */
export interface LedgerFault {
  stream: string;
  /** The event at which it shows; 0 where the stream as a whole is meant. */
  n: number;
  why:
    | 'gap'
    | 'link'
    | 'content'
    /** The head is further on than the last event: the end was cut off. */
    | 'tail-missing'
    /** The last event is not the one that the head names. */
    | 'head-differs'
    /** Events without a head: the head was removed, or the trigger that keeps it was off. */
    | 'head-missing'
    /** A case without any event. */
    | 'stream-missing';
}

export interface LedgerReport {
  streams: number;
  events: number;
  /** The first ones; `faultCount` tells how many there are. */
  faults: LedgerFault[];
  faultCount: number;
  /** Attempts to change events or heads that the triggers kept off. */
  tamperAttempts: number;
}

const eventsSchema = z.array(
  z.object({
    stream: z.string(),
    n: z.number(),
    type: z.string(),
    actorId: z.string().nullable(),
    actorRole: z.string(),
    body: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    at: z.date(),
    prevHash: z.string(),
    hash: z.string(),
  }),
);
const headsSchema = z.array(z.object({ stream: z.string(), n: z.number(), hash: z.string() }));
const faultRowsSchema = z.array(z.object({ stream: z.string() }));
const countSchema = z.object({ n: z.coerce.number() });

/** Streams read in one statement: a case has some thirty events. */
const batch = 200;
const listedFaults = 20;

/**
 * Walks the streams, recomputes every hash, and compares each end with the head that is kept beside the events.
 *
 * @param options.newest - only so many streams, those that grew last; every stream when left out
 * @param options.onProgress - called now and then with the number of streams walked
 */
export async function verifyLedger(
  pool: pg.Pool,
  options: { newest?: number; onProgress?: (streams: number) => void } = {},
): Promise<LedgerReport> {
  const client = await pool.connect();
  try {
    // One instant: a case that moves on meanwhile must not look like a fault.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const report = await walk(client, options);
    await client.query('COMMIT');
    client.release();
    return report;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function walk(
  client: pg.PoolClient,
  options: { newest?: number; onProgress?: (streams: number) => void },
): Promise<LedgerReport> {
  const attempts = await client.query('SELECT count(*) AS n FROM tamper_attempts');
  const report: LedgerReport = {
    streams: 0,
    events: 0,
    faults: [],
    faultCount: 0,
    tamperAttempts: countSchema.parse(attempts.rows[0]).n,
  };
  const note = (stream: string, n: number, why: LedgerFault['why']) => {
    report.faultCount += 1;
    if (report.faults.length < listedFaults) report.faults.push({ stream, n, why });
  };
  for await (const streams of streamNames(client, options.newest)) {
    await checkStreams(client, streams, report, note);
    options.onProgress?.(report.streams);
  }
  if (options.newest === undefined) {
    const bare = await client.query(
      `SELECT id::text AS stream FROM cases c
        WHERE NOT EXISTS (SELECT FROM events e WHERE e.stream = c.id::text)
          AND NOT EXISTS (SELECT FROM event_heads h WHERE h.stream = c.id::text)`,
    );
    for (const { stream } of faultRowsSchema.parse(bare.rows)) note(stream, 0, 'stream-missing');
  }
  return report;
}

/** Names in batches: of all streams that have events or a head, or of those that the newest events belong to. */
async function* streamNames(client: pg.PoolClient, newest: number | undefined): AsyncGenerator<string[]> {
  if (newest !== undefined) {
    // A case rarely has more than thirty events, so that this many rows hold as many streams as are asked for.
    const found = await client.query(
      `SELECT stream FROM (SELECT stream, seq FROM events ORDER BY seq DESC LIMIT $1::int * 30) AS last
        GROUP BY stream ORDER BY max(seq) DESC LIMIT $1`,
      [newest],
    );
    const names = faultRowsSchema.parse(found.rows).map((row) => row.stream);
    for (let at = 0; at < names.length; at += batch) yield names.slice(at, at + batch);
    return;
  }
  let after = '';
  for (;;) {
    const found = await client.query(
      `SELECT stream FROM (
         (SELECT DISTINCT stream FROM events WHERE stream > $1 ORDER BY stream LIMIT $2)
         UNION
         (SELECT stream FROM event_heads WHERE stream > $1 ORDER BY stream LIMIT $2)
       ) AS named ORDER BY stream LIMIT $2`,
      [after, batch],
    );
    const names = faultRowsSchema.parse(found.rows).map((row) => row.stream);
    const last = names.at(-1);
    if (last === undefined) return;
    yield names;
    after = last;
  }
}

async function checkStreams(
  client: pg.PoolClient,
  streams: string[],
  report: LedgerReport,
  note: (stream: string, n: number, why: LedgerFault['why']) => void,
): Promise<void> {
  const rows = await client.query(
    `SELECT stream, n, type, actor_id AS "actorId", actor_role AS "actorRole", body, at,
            prev_hash AS "prevHash", hash
       FROM events WHERE stream = ANY ($1) ORDER BY stream, n`,
    [streams],
  );
  const chains = new Map<string, ChainedEvent[]>(streams.map((stream) => [stream, []]));
  for (const event of eventsSchema.parse(rows.rows)) chains.get(event.stream)?.push(event);
  const found = await client.query('SELECT stream, n, hash FROM event_heads WHERE stream = ANY ($1)', [
    streams,
  ]);
  const heads = new Map(headsSchema.parse(found.rows).map((head) => [head.stream, head]));

  for (const [stream, chain] of chains) {
    report.streams += 1;
    report.events += chain.length;
    const broken = findBreak(chain);
    if (broken) note(stream, broken.n, broken.why);
    const last = chain.at(-1);
    const head = heads.get(stream);
    if (head === undefined) note(stream, last?.n ?? 0, 'head-missing');
    else if (last === undefined || last.n < head.n) note(stream, last?.n ?? 0, 'tail-missing');
    else if (last.n !== head.n || last.hash !== head.hash) note(stream, last.n, 'head-differs');
  }
}
