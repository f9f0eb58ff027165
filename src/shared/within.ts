import { setTimeout as delay } from 'node:timers/promises';

/** Waits for `work`, but no longer than `ms`. What comes later, also an error, is nobody's concern any more. */
export async function within(ms: number, work: Promise<unknown>): Promise<'done' | 'late'> {
  const patience = new AbortController();
  const late = delay(ms, 'late' as const, { signal: patience.signal }).catch(() => 'late' as const);
  const done = work.then(() => 'done' as const);
  done.catch(() => undefined);
  try {
    return await Promise.race([done, late]);
  } finally {
    patience.abort();
  }
}
