import { hashOf } from '../api/request-hash.js';
import type { Knobs } from '../knobs.js';
import type { SimClock } from '../sim-clock.js';

// duplicate_check_interval: default 1800 seconds, maximum 14400 (path/90236, wecom.md 2.2).
const defaultIntervalSeconds = 1800;
const maximumIntervalSeconds = 14_400;

export interface FirstAnswer {
  msgid: string;
  responseCode?: string;
}

interface SentRequest {
  body: Record<string, unknown>;
  requestHash: string;
}

/**
 * Requests that asked for enable_duplicate_check, with what each was answered. The whole request is compared,
 * receivers and options included, and the interval runs from the first one: a repeat does not lengthen it.
 */
export class Repeats {
  readonly #seen = new Map<string, FirstAnswer & { untilMs: number }>();
  readonly #clock: SimClock;
  readonly #knobs: Knobs;

  constructor(clock: SimClock, knobs: Knobs) {
    this.#clock = clock;
    this.#knobs = knobs;
  }

  /** What the same request was answered inside its interval, or undefined when this one is new. */
  find(request: SentRequest): FirstAnswer | undefined {
    const earlier = this.#seen.get(this.#key(request));
    return earlier && this.#clock.nowMs() < earlier.untilMs ? earlier : undefined;
  }

  record(request: SentRequest, answer: FirstAnswer, intervalSeconds = defaultIntervalSeconds): void {
    this.#forgetOld();
    const seconds = Math.min(intervalSeconds, maximumIntervalSeconds);
    const key = this.#key(request);
    // Set anew, so that the map stays ordered by time.
    this.#seen.delete(key);
    this.#seen.set(key, { ...answer, untilMs: this.#clock.nowMs() + seconds * 1000 });
  }

  /** Looks at the oldest only, so that it costs the same however many there are. */
  #forgetOld(): void {
    for (const [key, { untilMs }] of this.#seen) {
      if (this.#clock.nowMs() < untilMs) return;
      this.#seen.delete(key);
    }
  }

  #key({ body, requestHash }: SentRequest): string {
    return this.#knobs.repeatsComparedBy === 'bytes' ? requestHash : hashOf(canonical(body));
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
