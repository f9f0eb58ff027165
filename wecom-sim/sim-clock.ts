import { Watchers } from './corp/watchers.js';

/** The simulator's clock: the machine's, moved by an offset that tests and scripts set. */
export class SimClock {
  readonly watchers = new Watchers<[]>();
  #offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }

  nowMs(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Unix seconds, the unit of every time on WeCom's wire. */
  nowSeconds(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Follows another clock: its distance from the machine's, in milliseconds. */
  setOffset(offsetMs: number): void {
    this.#offsetMs = offsetMs;
    this.watchers.tell();
  }

  advance(ms: number): void {
    this.#offsetMs += ms;
    this.watchers.tell();
  }
}
