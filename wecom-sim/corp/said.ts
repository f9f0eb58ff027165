import type { SimClock } from '../sim-clock.js';
import { BoundedList } from './bounded-list.js';
import { memberKey } from './members.js';
import { Watchers } from './watchers.js';

/** What a member did, as the own side of the chat shows it. */
export type ShownUtterance =
  | { text: string }
  | { image: string }
  | { voice: string }
  | { location: { latitude: number; longitude: number; label: string } }
  | { event: string }
  | { tap: { taskId: string; key: string } };

export interface SaidItem {
  /** Counts from 1 for each member. */
  seq: number;
  /** ISO 8601, by the simulator's clock. */
  at: string;
  /** How many messages the member had received before. */
  afterReceived: number;
  what: ShownUtterance;
  /** `failed`: the bot answered 200 to no attempt, or its answers were lost. */
  state: 'sending' | 'accepted' | 'failed';
  /** How often it was sent until now. */
  attempts: number;
}

type Unnumbered = Omit<SaidItem, 'seq'>;

/** What every member said. */
export class Said {
  readonly watchers = new Watchers<[item: SaidItem, userid: string]>();
  readonly #items = new Map<string, BoundedList<Unnumbered>>();
  readonly #clock: SimClock;
  readonly #keep: number;

  constructor(clock: SimClock, keep: number) {
    this.#clock = clock;
    this.#keep = keep;
  }

  begin(userid: string, what: ShownUtterance, afterReceived: number): SaidItem {
    const key = memberKey(userid);
    const items = this.#items.get(key) ?? new BoundedList<Unnumbered>(this.#keep);
    this.#items.set(key, items);
    const at = this.#clock.now().toISOString();
    const item = items.add({ at, afterReceived, what, state: 'sending', attempts: 0 });
    this.watchers.tell(item, userid);
    return item;
  }

  end(userid: string, item: SaidItem, accepted: boolean, attempts: number): void {
    item.state = accepted ? 'accepted' : 'failed';
    item.attempts = attempts;
    this.watchers.tell(item, userid);
  }

  newest(userid: string, most: number): SaidItem[] {
    return structuredClone(this.#items.get(memberKey(userid))?.newest(most) ?? []);
  }
}
