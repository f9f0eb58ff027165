import { SimMistake } from '../sim-mistake.js';
import { memberKey } from './members.js';

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

/** What every member received, and who waits for it. */
export class Inboxes {
  readonly #items = new Map<string, InboxItem[]>();
  readonly #watchers = new Set<(key: string) => void>();

  add(userid: string, item: Omit<InboxItem, 'seq'>): void {
    const key = memberKey(userid);
    const items = this.#items.get(key) ?? [];
    items.push({ ...item, seq: items.length + 1 });
    this.#items.set(key, items);
    this.#announce(key);
  }

  /** Copies, so that what a test holds does not change under it. */
  list(userid: string, after = 0): InboxItem[] {
    const items = this.#items.get(memberKey(userid)) ?? [];
    return structuredClone(items.filter((item) => item.seq > after));
  }

  /** The latest card with this task id in the member's chat. */
  card(userid: string, taskId: string): InboxItem {
    const card = this.list(userid).findLast((item) => item.taskId === taskId);
    if (!card) throw new SimMistake('no-such-card', `${userid} received no card with task_id ${taskId}`);
    return card;
  }

  holds(userid: string, taskId: string): boolean {
    return this.list(userid).some((item) => item.taskId === taskId);
  }

  changeCard(userid: string, taskId: string, change: CardChange): void {
    const key = memberKey(userid);
    const card = this.#items.get(key)?.findLast((item) => item.taskId === taskId);
    if (!card) return;
    Object.assign(card, change);
    this.#announce(key);
  }

  recall(msgid: string): void {
    for (const [key, items] of this.#items) {
      for (const item of items.filter((each) => each.msgid === msgid)) item.recalled = true;
      this.#announce(key);
    }
  }

  /** Calls `watcher` after every arrival or change in this member's chat, until the returned function is called. */
  watch(userid: string, watcher: () => void): () => void {
    const wanted = memberKey(userid);
    const listener = (key: string) => {
      if (key === wanted) watcher();
    };
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  #announce(key: string): void {
    for (const watcher of [...this.#watchers]) watcher(key);
  }
}
