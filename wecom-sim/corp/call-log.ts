import type { ApiFault } from '../faults/fault-names.js';
import type { SimClock } from '../sim-clock.js';
import { BoundedList } from './bounded-list.js';
import { Counts } from './counts.js';
import { Watchers } from './watchers.js';

/** One call that reached the simulated API. */
export interface ApiCall {
  seq: number;
  /** ISO 8601, by the simulator's clock. */
  at: string;
  method: string;
  path: string;
  /** What the call came to; absent when a fault struck before anything was done. */
  errcode?: number;
  /** Which fault struck. With one of those after the work the caller did not hear the errcode. */
  fault?: ApiFault;
  /** The HTTP status of a server-error; all other answers are 200. */
  status?: number;
  /** sha256 of the body as it came; of the address where there is no body. */
  requestHash?: string;
  /** The JSON body, where there was one. */
  body?: Record<string, unknown>;
  /** What message/send gave the message. */
  msgid?: string;
  /** Members whose copy was dropped silently because of their quota. */
  dropped?: string[];
  /** True for a repeat that the duplicate check accepted without delivering it. */
  repeated?: true;
}

export interface CallSummary {
  total: number;
  /** Calls that the log keeps no longer; they are counted all the same. */
  forgotten: number;
  /** By path, then by errcode; `none` where a fault struck before anything was done. */
  byPath: Record<string, Record<string, number>>;
  byFault: Record<string, number>;
  /** Repeats that the duplicate check kept from being delivered. */
  repeated: number;
}

export interface CallQuery {
  /** Only calls with a greater number. */
  after?: number;
  /** At most so many of the oldest that are left. */
  limit?: number;
}

export class CallLog {
  readonly watchers = new Watchers<[call: ApiCall]>();
  readonly #calls: BoundedList<Omit<ApiCall, 'seq'>>;
  readonly #clock: SimClock;
  readonly #byPath = new Map<string, Counts>();
  readonly #byFault = new Counts();
  #repeated = 0;

  constructor(clock: SimClock, keep: number) {
    this.#clock = clock;
    this.#calls = new BoundedList(keep);
  }

  record(call: Omit<ApiCall, 'seq' | 'at'>): void {
    const recorded = this.#calls.add({ at: this.#clock.now().toISOString(), ...call });
    const counts = this.#byPath.get(call.path) ?? new Counts();
    counts.add(String(call.errcode ?? 'none'));
    this.#byPath.set(call.path, counts);
    if (call.fault) this.#byFault.add(call.fault);
    if (call.repeated) this.#repeated += 1;
    this.watchers.tell(recorded);
  }

  list({ after = 0, limit }: CallQuery = {}): ApiCall[] {
    return structuredClone(this.#calls.after(after, limit));
  }

  summary(): CallSummary {
    return {
      total: this.#calls.count,
      forgotten: this.#calls.forgotten,
      byPath: Object.fromEntries([...this.#byPath].map(([path, counts]) => [path, counts.all()])),
      byFault: this.#byFault.all(),
      repeated: this.#repeated,
    };
  }
}
