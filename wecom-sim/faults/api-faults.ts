import type { Knobs } from '../knobs.js';
import type { Dice } from './dice.js';
import { type ApiFault, apiFaultNames, type OrderedForCall } from './fault-names.js';
import { Ordered } from './ordered.js';

export interface CallToStrike {
  path: string;
  /** A call without a token cannot be told that it expired. */
  needsToken: boolean;
}

const httpErrors = [500, 502, 503] as const;

/** Decides what goes wrong with a call: first what was ordered, then chance. */
export class ApiFaults {
  readonly #ordered = new Ordered<OrderedForCall>();
  readonly #knobs: Knobs;
  readonly #dice: Dice;

  constructor(knobs: Knobs, dice: Dice) {
    this.#knobs = knobs;
    this.#dice = dice;
  }

  /** For the next calls of `path`, or of any path. */
  order(next: readonly OrderedForCall[], path?: string): void {
    this.#ordered.add(next, path);
  }

  cancelOrders(): void {
    this.#ordered.clear();
  }

  waiting(): number {
    return this.#ordered.count();
  }

  /** A fault, an errcode to refuse with, or undefined for an untroubled call. */
  choose(call: CallToStrike): ApiFault | number | undefined {
    const possible = (fault: OrderedForCall) => fault !== 'token-expired' || call.needsToken;
    const ordered = this.#ordered.take(call.path, possible);
    if (ordered !== undefined) return ordered === 'none' ? undefined : ordered;
    const drawn = this.#draw(call.path);
    return drawn !== undefined && possible(drawn) ? drawn : undefined;
  }

  /** The HTTP status of a `server-error`. */
  httpError(path: string): number {
    return httpErrors[Math.floor(this.#dice.roll(`status ${path}`) * httpErrors.length)] ?? 500;
  }

  /** Milliseconds by which this answer is slow. */
  latencyMs(path: string): number {
    const { from, to } = this.#knobs.latencyMs;
    return to === 0 ? 0 : from + this.#dice.roll(`latency ${path}`) * (to - from);
  }

  /** One roll a call; the rates divide the range from 0 to 1 among them. */
  #draw(path: string): ApiFault | undefined {
    const { faultRates, faultPaths } = this.#knobs;
    const rates = apiFaultNames.map((name) => ({ name, rate: faultRates[name] ?? 0 }));
    if (rates.every(({ rate }) => rate === 0)) return undefined;
    if (faultPaths && !faultPaths.includes(path)) return undefined;
    let left = this.#dice.roll(`call ${path}`);
    for (const { name, rate } of rates) {
      if (left < rate) return name;
      left -= rate;
    }
    return undefined;
  }
}
