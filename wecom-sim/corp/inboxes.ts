import { SimMistake } from '../sim-mistake.js';
import { BoundedList } from './bounded-list.js';
import { memberKey } from './members.js';
import { Watchers } from './watchers.js';

export interface ShownButton {
  key: string;
  text: string;
}

/** One message in a member's chat with the app, as the client shows it. */
export interface InboxItem {
  /** Counts from 1 for each member. */
  seq: number;
  /** ISO 8601, by the simulator's clock. */
  at: string;
  /** The msgid of message/send; absent for a passive reply. */
  msgid?: string;
  /** sha256 of the request to message/send as it came. */
  requestHash?: string;
  msgtype: string;
  /** The object under the msgtype's name, after the cuts that WeCom makes. */
  content: Record<string, unknown>;
  taskId?: string;
  buttons?: ShownButton[];
  /** Text on the greyed buttons; present once the card was settled. */
  replaced?: string;
  recalled?: true;
}

export type CardChange = Partial<Pick<InboxItem, 'content' | 'taskId' | 'buttons' | 'replaced'>>;
type Unnumbered = Omit<InboxItem, 'seq'>;

/** What every member received, and who waits for it. */
export class Inboxes {
  /** Told of every arrival and change. */
  readonly watchers = new Watchers<[item: InboxItem, userid: string]>();
  readonly #inboxes = new Map<string, { userid: string; items: BoundedList<Unnumbered> }>();
  readonly #cards = new Map<string, InboxItem>();
  readonly #waiting = new Map<string, Watchers<[item: InboxItem]>>();
  readonly #keep: number;

  /** `keep`: how many messages of each member are kept. */
  constructor(keep: number) {
    this.#keep = keep;
  }

  add(userid: string, item: Unnumbered): void {
    const key = memberKey(userid);
    const inbox = this.#inboxes.get(key) ?? { userid, items: this.#emptyInbox(userid) };
    this.#inboxes.set(key, inbox);
    const added = inbox.items.add(item);
    if (added.taskId !== undefined) this.#cards.set(cardKey(userid, added.taskId), added);
    this.#announce(key, added, inbox.userid);
  }

  /** Copies, so that what a test holds does not change under it. */
  list(userid: string, after = 0): InboxItem[] {
    return structuredClone(this.#of(userid)?.after(after) ?? []);
  }

  /** The first kept message that satisfies the predicate. */
  find(userid: string, predicate: (item: InboxItem) => boolean): InboxItem | undefined {
    return this.#of(userid)?.find(predicate);
  }

  newest(userid: string, most: number): InboxItem[] {
    return structuredClone(this.#of(userid)?.newest(most) ?? []);
  }

  /** How many messages this member ever received, and how many of them are kept no longer. */
  size(userid: string): { received: number; forgotten: number } {
    const items = this.#of(userid);
    return { received: items?.count ?? 0, forgotten: items?.forgotten ?? 0 };
  }

  total(): number {
    return [...this.#inboxes.values()].reduce((sum, { items }) => sum + items.count, 0);
  }

  /** The latest card with this task id in the member's chat. */
  card(userid: string, taskId: string): InboxItem {
    const card = this.#cards.get(cardKey(userid, taskId));
    if (!card) throw new SimMistake('no-such-card', `${userid} received no card with task_id ${taskId}`);
    return structuredClone(card);
  }

  holds(userid: string, taskId: string): boolean {
    return this.#cards.has(cardKey(userid, taskId));
  }

  changeCard(userid: string, taskId: string, change: CardChange): void {
    const card = this.#cards.get(cardKey(userid, taskId));
    if (!card) return;
    Object.assign(card, change);
    if (card.taskId !== undefined) this.#cards.set(cardKey(userid, card.taskId), card);
    this.#announce(memberKey(userid), card, userid);
  }

  recall(msgid: string): void {
    for (const [key, { userid, items }] of this.#inboxes) {
      const item = items.findLast((each) => each.msgid === msgid);
      if (!item) continue;
      item.recalled = true;
      this.#announce(key, item, userid);
    }
  }

  /** Calls `watcher` with what arrived or changed for this member, until the returned function is called. */
  watch(userid: string, watcher: (item: InboxItem) => void): () => void {
    const key = memberKey(userid);
    const waiting = this.#waiting.get(key) ?? new Watchers();
    this.#waiting.set(key, waiting);
    return waiting.add(watcher);
  }

  #emptyInbox(userid: string): BoundedList<Unnumbered> {
    return new BoundedList<Unnumbered>(this.#keep, ({ taskId }) => {
      if (taskId !== undefined) this.#cards.delete(cardKey(userid, taskId));
    });
  }

  #of(userid: string): BoundedList<Unnumbered> | undefined {
    return this.#inboxes.get(memberKey(userid))?.items;
  }

  #announce(key: string, item: InboxItem, userid: string): void {
    this.#waiting.get(key)?.tell(item);
    this.watchers.tell(item, userid);
  }
}

function cardKey(userid: string, taskId: string): string {
  return `${memberKey(userid)} ${taskId}`;
}
