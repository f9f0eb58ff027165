import type { SimClock } from '../sim-clock.js';

/** One call that reached the simulated API. */
export interface ApiCall {
  seq: number;
  /** ISO 8601, by the simulator's clock. */
  at: string;
  method: string;
  path: string;
  errcode: number;
  /** The JSON body, where there was one. */
  body?: Record<string, unknown>;
  /** Members whose copy was dropped silently because of their quota. */
  dropped?: string[];
  /** True for a repeat that the duplicate check accepted without delivering it. */
  repeated?: true;
}

export class CallLog {
  readonly #calls: ApiCall[] = [];
  readonly #clock: SimClock;

  constructor(clock: SimClock) {
    this.#clock = clock;
  }

  record(call: Omit<ApiCall, 'seq' | 'at'>): void {
    this.#calls.push({ seq: this.#calls.length + 1, at: this.#clock.now().toISOString(), ...call });
  }

  list(): ApiCall[] {
    return structuredClone(this.#calls);
  }
}
