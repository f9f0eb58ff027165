import { ApiRefusal } from '../api-refusal.js';
import type { SimClock } from '../sim-clock.js';
import { opaqueId } from './new-ids.js';

// A message can be recalled for 24 hours (path/94867, wecom.md 2.3).
const recallWindowMs = 24 * 3600 * 1000;

/** The msgids of the app's own messages, with the time each was sent. */
export class SentMessages {
  readonly #sentAtMs = new Map<string, number>();
  readonly #clock: SimClock;

  constructor(clock: SimClock) {
    this.#clock = clock;
  }

  newMsgid(): string {
    const msgid = opaqueId('msg');
    this.#sentAtMs.set(msgid, this.#clock.nowMs());
    return msgid;
  }

  /** 40058 for a message of somebody else (wecom.md 2.3); for one that is too old the number is unconfirmed. */
  requireRecallable(msgid: string): void {
    const sentAtMs = this.#sentAtMs.get(msgid);
    if (sentAtMs === undefined) throw new ApiRefusal(40058, 'msgid is not one of this app');
    if (this.#clock.nowMs() - sentAtMs >= recallWindowMs)
      throw new ApiRefusal(40058, 'msgid is older than 24 hours');
  }
}
