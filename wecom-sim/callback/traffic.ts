import { setTimeout as pause } from 'node:timers/promises';
import { memberKey } from '../corp/members.js';

export interface Passage {
  userid: string;
  /** Lets a later delivery overtake, for at most `holdMs`. */
  held: boolean;
  holdMs: number;
  /** Waits for the same member's delivery before. */
  strictOrder: boolean;
}

interface Held {
  nth: number;
  letGo: AbortController;
}

/** In which order deliveries go out. */
export class Traffic {
  readonly #closing: AbortSignal;
  readonly #held = new Set<Held>();
  readonly #lastOf = new Map<string, Promise<unknown>>();
  #count = 0;

  constructor(closing: AbortSignal) {
    this.#closing = closing;
  }

  async run<T>(passage: Passage, send: () => Promise<T>): Promise<T> {
    this.#count += 1;
    const nth = this.#count;
    const key = memberKey(passage.userid);
    const before = passage.strictOrder ? this.#lastOf.get(key) : undefined;
    const mine = this.#pass(nth, passage, before, send);
    // Whoever comes next waits for the end of this one, good or bad.
    const ended = mine.catch(() => undefined);
    this.#lastOf.set(key, ended);
    try {
      return await mine;
    } finally {
      if (this.#lastOf.get(key) === ended) this.#lastOf.delete(key);
    }
  }

  async #pass<T>(
    nth: number,
    passage: Passage,
    before: Promise<unknown> | undefined,
    send: () => Promise<T>,
  ): Promise<T> {
    await before;
    if (passage.held) await this.#waitToBeOvertaken(nth, passage.holdMs);
    const sent = await send();
    for (const held of this.#held) if (held.nth < nth) held.letGo.abort();
    return sent;
  }

  async #waitToBeOvertaken(nth: number, holdMs: number): Promise<void> {
    const held = { nth, letGo: new AbortController() };
    this.#held.add(held);
    const signal = AbortSignal.any([held.letGo.signal, this.#closing]);
    await pause(holdMs, undefined, { signal }).catch(() => undefined);
    this.#held.delete(held);
  }
}
