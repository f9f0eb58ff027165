import { z } from 'zod';
import type { NewEvent } from '../domain/cases/decision.js';
import { type ChainedEvent, findBreak, genesis, hashOf } from '../domain/cases/event-chain.js';
import type { StoreClient, Tx } from './client.js';

const bodySchema = z.record(z.string(), z.union([z.string().max(64), z.number(), z.boolean(), z.null()]));

export interface EventAuthor {
  actorId: string | null;
  actorRole: string;
}

/**
 * Appends events to a stream and chains them. The caller holds the lock of the stream's case row; the stream
 * "system" is locked here. The body may hold ids, states, codes and times only: no value longer than 64 characters.
 */
export async function recordEvents(
  tx: Tx,
  stream: string,
  caseId: string | null,
  events: readonly NewEvent[],
  author: EventAuthor,
  at: Date,
): Promise<void> {
  if (events.length === 0) return;
  if (caseId === null) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`stream:${stream}`}))`;
  const last = await tx.event.findFirst({
    where: { stream },
    orderBy: { n: 'desc' },
    select: { n: true, hash: true },
  });
  let n = last?.n ?? 0;
  let prevHash = last?.hash ?? genesis;
  const rows = events.map((event) => {
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
    prevHash = hash;
    return { ...unhashed, caseId, hash };
  });
  await tx.event.createMany({ data: rows });
}

export interface StoredEvent {
  n: number;
  type: string;
  actorId: string | null;
  actorRole: string;
  body: Record<string, string | number | boolean | null>;
  at: Date;
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

/** Walks every stream and returns the first break found, or null when all hold. */
export async function verifyChains(
  client: StoreClient,
): Promise<{ stream: string; n: number; why: string } | null> {
  const streams = await client.event.findMany({ distinct: ['stream'], select: { stream: true } });
  for (const { stream } of streams) {
    const rows = await client.event.findMany({ where: { stream }, orderBy: { n: 'asc' } });
    const chain: ChainedEvent[] = rows.map((r) => ({
      stream: r.stream,
      n: r.n,
      type: r.type,
      actorId: r.actorId,
      actorRole: r.actorRole,
      body: bodySchema.parse(r.body),
      at: r.at,
      prevHash: r.prevHash,
      hash: r.hash,
    }));
    const broken = findBreak(chain);
    if (broken) return { stream, ...broken };
  }
  return null;
}
