import { setTimeout as delay } from 'node:timers/promises';

/**
 * A value that is asked for at most every `lifeMs`, however often it is read, and waited for at most `patienceMs`: several
 * scrapers, or a slow database, must not make figures a burden. Null when it cannot be had.
 */
export function remembered<T>(
  ask: () => Promise<T>,
  { lifeMs, patienceMs }: { lifeMs: number; patienceMs: number },
): () => Promise<T | null> {
  let kept: { value: T; atMs: number } | null = null;
  let asking: Promise<T | null> | null = null;

  const refresh = () =>
    ask()
      .then((value) => {
        kept = { value, atMs: performance.now() };
        return value;
      })
      // A figure that is missing shows in the scrape itself.
      .catch(() => null)
      .finally(() => {
        asking = null;
      });

  return async () => {
    if (kept && performance.now() - kept.atMs < lifeMs) return kept.value;
    asking ??= refresh();
    const patience = new AbortController();
    const late = delay(patienceMs, null, { signal: patience.signal, ref: false }).catch(() => null);
    const value = await Promise.race([asking, late]);
    patience.abort();
    return value;
  };
}
