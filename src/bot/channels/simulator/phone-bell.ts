import { EventEmitter } from 'node:events';
import { type PhoneMessage, type PhoneStore, pageSize } from '../../../store/phones.js';
import type { Signals } from '../../../store/signals.js';

/** While somebody waits, rows are looked at this often even when no signal came. */
const lookMs = 1000;

/**
 * Numbers are given before the commit, so a lower one may appear after a higher one was seen; one transaction of a
 * phone lasts milliseconds, and no more than this many are made meanwhile.
 */
const overlap = 200;

interface Events {
  message: [message: PhoneMessage];
  /** The product stops: nobody need wait any longer. */
  closed: [];
}

/**
 * Tells pages and scripts that wait that a phone shows something new, whichever process wrote it: the writer rings
 * here and signals the others, which then read the rows. A message may be told twice; it carries its number.
 */
export class PhoneBell extends EventEmitter<Events> {
  readonly #phones: PhoneStore;
  readonly #signals: Signals;
  readonly #told = new Set<number>();
  #highest: number | null = null;
  #looking: Promise<void> | null = null;
  #again = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(phones: PhoneStore, signals: Signals) {
    super();
    this.setMaxListeners(0);
    this.#phones = phones;
    this.#signals = signals;
  }

  /** For a process with pages: hears the other ones' rings from now on. */
  async listen(): Promise<void> {
    const highest = await this.#phones.lastSeq();
    for (const { seq } of await this.#phones.listAll(highest - overlap)) this.#told.add(seq);
    this.#highest = highest;
    this.#signals.on('phone', () => this.#look());
    this.#timer = setInterval(() => {
      if (this.listenerCount('message') > 0) this.#look();
    }, lookMs);
  }

  ring(message: PhoneMessage): void {
    this.#tell(message);
    this.#signals.send('phone');
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.emit('closed');
    this.removeAllListeners();
    await this.#looking;
  }

  #look(): void {
    this.#again = true;
    this.#looking ??= this.#read()
      // The next signal or the timer looks again.
      .catch(() => undefined)
      .finally(() => {
        this.#looking = null;
      });
  }

  async #read(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const messages = await this.#phones.listAll((this.#highest ?? 0) - overlap);
      for (const message of messages) this.#tell(message);
      if (messages.length === pageSize) this.#again = true;
    }
  }

  #tell(message: PhoneMessage): void {
    if (this.#highest === null || this.#told.has(message.seq)) return;
    const old = this.#highest;
    this.#told.add(message.seq);
    this.#highest = Math.max(old, message.seq);
    if (this.#told.size > overlap * 4) {
      for (const seq of this.#told) if (seq < this.#highest - overlap) this.#told.delete(seq);
    }
    this.emit('message', message);
  }
}
