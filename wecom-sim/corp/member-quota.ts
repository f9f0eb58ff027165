import type { SimClock } from '../sim-clock.js';
import { memberKey } from './members.js';

// App messages to one member beyond 30 a minute or 1000 an hour are dropped, and the sender is told
// "ok" all the same (path/90454, wecom.md 2.12). Whether WeCom's windows slide is not published.
const minuteLimit = 30;
const hourLimit = 1000;
const minuteMs = 60_000;
const hourMs = 3_600_000;

export class MemberQuota {
  readonly #sentAtMs = new Map<string, number[]>();
  readonly #clock: SimClock;

  constructor(clock: SimClock) {
    this.#clock = clock;
  }

  /** Counts one message to this member; false when it has to be dropped. */
  admit(userid: string): boolean {
    const now = this.#clock.nowMs();
    const key = memberKey(userid);
    const lastHour = (this.#sentAtMs.get(key) ?? []).filter((at) => at > now - hourMs);
    const lastMinute = lastHour.filter((at) => at > now - minuteMs);
    const admitted = lastMinute.length < minuteLimit && lastHour.length < hourLimit;
    this.#sentAtMs.set(key, admitted ? [...lastHour, now] : lastHour);
    return admitted;
  }
}
