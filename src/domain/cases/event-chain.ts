import { createHash } from 'node:crypto';

/** An event as it lies in the log. */
export interface ChainedEvent {
  stream: string;
  n: number;
  type: string;
  actorId: string | null;
  actorRole: string;
  body: Record<string, string | number | boolean | null>;
  at: Date;
  prevHash: string;
  hash: string;
}

/** The hash that the first event of a stream follows. */
export const genesis = '0'.repeat(64);

/** SHA-256 over the previous hash and the event's own content, in a fixed order of fields. */
export function hashOf(event: Omit<ChainedEvent, 'hash'>): string {
  const body = Object.fromEntries(Object.entries(event.body).sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = JSON.stringify([
    event.prevHash,
    event.stream,
    event.n,
    event.type,
    event.actorId,
    event.actorRole,
    body,
    event.at.toISOString(),
  ]);
  return createHash('sha256').update(text).digest('hex');
}

/** The first place where the chain of one stream (in order of `n`) is broken, or null. */
export function findBreak(
  events: readonly ChainedEvent[],
): { n: number; why: 'gap' | 'link' | 'content' } | null {
  let prev = genesis;
  for (const [index, event] of events.entries()) {
    if (event.n !== index + 1) return { n: event.n, why: 'gap' };
    if (event.prevHash !== prev) return { n: event.n, why: 'link' };
    if (hashOf(event) !== event.hash) return { n: event.n, why: 'content' };
    prev = event.hash;
  }
  return null;
}
