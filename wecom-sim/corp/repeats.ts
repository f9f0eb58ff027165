import type { SimClock } from '../sim-clock.js';

// duplicate_check_interval: default 1800 seconds, maximum 14400 (path/90236, wecom.md 2.2).
const defaultIntervalSeconds = 1800;
const maximumIntervalSeconds = 14_400;

/** Requests that asked for enable_duplicate_check, with the msgid each got. */
export class Repeats {
  readonly #seen = new Map<string, { msgid: string; untilMs: number }>();
  readonly #clock: SimClock;

  constructor(clock: SimClock) {
    this.#clock = clock;
  }

  /** The msgid of the same request inside its interval, or undefined when this one is new. */
  find(body: Record<string, unknown>): string | undefined {
    const earlier = this.#seen.get(canonical(body));
    return earlier && this.#clock.nowMs() < earlier.untilMs ? earlier.msgid : undefined;
  }

  record(body: Record<string, unknown>, msgid: string, intervalSeconds = defaultIntervalSeconds): void {
    const seconds = Math.min(intervalSeconds, maximumIntervalSeconds);
    this.#seen.set(canonical(body), { msgid, untilMs: this.#clock.nowMs() + seconds * 1000 });
  }
}

/** The same content in another order of keys is the same content. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
