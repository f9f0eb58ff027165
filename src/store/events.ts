import { z } from 'zod';
import type { NewEvent } from '../domain/cases/decision.js';
import { type ChainedEvent, genesis, hashOf } from '../domain/cases/event-chain.js';
import type { Tx } from './client.js';
import { perUnit } from './unit/memory.js';
import type { Statement, Unit } from './unit/unit.js';
import { insertInto } from './unit/write.js';

const bodySchema = z.record(z.string(), z.union([z.string().max(64), z.number(), z.boolean(), z.null()]));

export interface EventAuthor {
  actorId: string | null;
  actorRole: string;
}

type NewRow = ChainedEvent & { caseId: string | null };

const newEvents = insertInto<NewRow>('event', 'events', {
  stream: 'stream text',
  n: 'n int',
  type: 'type text',
  caseId: 'case_id uuid',
  actorId: 'actor_id uuid',
  actorRole: 'actor_role text',
  body: 'body jsonb',
  at: 'at timestamptz',
  prevHash: 'prev_hash text',
  hash: 'hash text',
});
const lastOfStream: Statement = {
  name: 'last event of a stream',
  reads: [],
  text: 'SELECT n, hash FROM events WHERE stream = $1 ORDER BY n DESC LIMIT 1',
};
const streamLock: Statement = {
  name: 'lock a stream',
  reads: [],
  text: 'SELECT pg_advisory_xact_lock(hashtext($1))',
};

interface Head {
  n: number;
  hash: string;
}

/** The end of each stream that a unit has written to: what it wrote itself may still be waiting. */
const headsOf = perUnit(() => new Map<string, Head>());

/** A stream that begins in this unit has no last event to look for. */
export function beginStream(unit: Unit, stream: string): void {
  headsOf(unit).set(stream, { n: 0, hash: genesis });
}

/**
 * Appends events to a stream and chains them. The caller holds the lock of the stream's case row; the stream
 * "system" is locked here. The body may hold ids, states, codes and times only: no value longer than 64 characters.
 */
export async function recordEvents(
  unit: Unit,
  stream: string,
  caseId: string | null,
  events: readonly NewEvent[],
  author: EventAuthor,
  at: Date,
): Promise<void> {
  if (events.length === 0) return;
  if (caseId === null) await unit.rows(streamLock, [`stream:${stream}`]);
  const known = headsOf(unit);
  const last = known.get(stream) ?? (await unit.rows<Head>(lastOfStream, [stream]))[0];
  let { n, hash: prevHash } = last ?? { n: 0, hash: genesis };
  for (const event of events) {
    n += 1;
    const unhashed = {
      stream,
      n,
      type: event.type,
      actorId: author.actorId,
      actorRole: author.actorRole,
      body: bodySchema.parse(event.body),
      at,
      prevHash,
    };
    const hash = hashOf(unhashed);
    unit.put(newEvents, { ...unhashed, caseId, hash });
    prevHash = hash;
  }
  known.set(stream, { n, hash: prevHash });
}

export interface StoredEvent {
  n: number;
  type: string;
  actorId: string | null;
  actorRole: string;
  body: Record<string, string | number | boolean | null>;
  at: Date;
}

/** When this kind of event last happened to a case. */
export async function findLastEvent(tx: Tx, caseId: string, type: string): Promise<Date | null> {
  const row = await tx.event.findFirst({
    where: { caseId, type },
    orderBy: { n: 'desc' },
    select: { at: true },
  });
  return row?.at ?? null;
}

/** The events of a case, oldest first. */
export async function listEvents(tx: Tx, caseId: string): Promise<StoredEvent[]> {
  const rows = await tx.event.findMany({ where: { caseId }, orderBy: { n: 'asc' } });
  return rows.map((r) => ({
    n: r.n,
    type: r.type,
    actorId: r.actorId,
    actorRole: r.actorRole,
    body: bodySchema.parse(r.body),
    at: r.at,
  }));
}
