import type { SimClock } from '../sim-clock.js';
import { BoundedList } from './bounded-list.js';
import { memberKey } from './members.js';

/** A message that was accepted for a member but did not arrive in the chat. */
export interface NotShown {
  seq: number;
  /** ISO 8601, by the simulator's clock. */
  at: string;
  /** Of the message that a suppressed repeat repeats. */
  msgid: string;
  /** sha256 of the request as it came. */
  requestHash: string;
}

type Unnumbered = Omit<NotShown, 'seq'>;
type Origin = Pick<NotShown, 'msgid' | 'requestHash'>;

/** For each member, what was accepted without arriving: repeats of the duplicate check, drops of the quota. */
export class Ledger {
  readonly #suppressed = new Map<string, BoundedList<Unnumbered>>();
  readonly #dropped = new Map<string, BoundedList<Unnumbered>>();
  readonly #clock: SimClock;
  readonly #keep: number;

  constructor(clock: SimClock, keep: number) {
    this.#clock = clock;
    this.#keep = keep;
  }

  suppressed(userid: string, origin: Origin): void {
    this.#add(this.#suppressed, userid, origin);
  }

  dropped(userid: string, origin: Origin): void {
    this.#add(this.#dropped, userid, origin);
  }

  of(userid: string): { suppressed: NotShown[]; dropped: NotShown[]; forgotten: number } {
    const suppressed = this.#suppressed.get(memberKey(userid));
    const dropped = this.#dropped.get(memberKey(userid));
    return {
      suppressed: structuredClone(suppressed?.after(0) ?? []),
      dropped: structuredClone(dropped?.after(0) ?? []),
      forgotten: (suppressed?.forgotten ?? 0) + (dropped?.forgotten ?? 0),
    };
  }

  totals(): { suppressed: number; dropped: number } {
    return { suppressed: countAll(this.#suppressed), dropped: countAll(this.#dropped) };
  }

  #add(lists: Map<string, BoundedList<Unnumbered>>, userid: string, origin: Origin): void {
    const key = memberKey(userid);
    const list = lists.get(key) ?? new BoundedList<Unnumbered>(this.#keep);
    list.add({ at: this.#clock.now().toISOString(), ...origin });
    lists.set(key, list);
  }
}

function countAll(lists: Map<string, BoundedList<Unnumbered>>): number {
  return [...lists.values()].reduce((sum, list) => sum + list.count, 0);
}
