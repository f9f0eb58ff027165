/** Whose rows the sweep had to find because their wake-up was lost or late. */
export type SweptRows = 'messages' | 'reminders' | 'deliveries';

/**
 * What happened, as the parts report it; figures and incidents are made from it. Codes, counts and times only: a person
 * or a word of his never gets in here, because labels of figures are kept for months.
 */
export type Fact =
  /** A message at the door. `code` says why it was refused or could not be kept. */
  | {
      what: 'message';
      channel: string;
      outcome: 'stored' | 'duplicate' | 'spooled' | 'refused' | 'failed';
      code?: string;
    }
  /** One message worked on to its end: the handler that took it, or `failed:` and why. */
  | { what: 'turn'; outcome: string; ms: number }
  /** A try that failed inside ourselves; it is repeated. */
  | { what: 'turn-failed' }
  /** One call of a channel. `code` is that of the refusal; `hint` the address that WeCom names with 60020. */
  | { what: 'send'; channel: string; ok: true; ms: number }
  | {
      what: 'send';
      channel: string;
      ok: false;
      ms: number;
      code: string;
      remedy: string;
      hint?: string;
    }
  /** A reminder was given this long after its time. */
  | { what: 'reminder'; lateMs: number }
  | { what: 'job'; job: string; ok: boolean; ms: number }
  | { what: 'sweep-found'; rows: SweptRows; count: number }
  | { what: 'sweep-failed' }
  /** The queue did not take a wake-up; the sweep will find the rows. */
  | { what: 'wake-up-lost' }
  | { what: 'token'; channel: string; ok: boolean }
  | { what: 'log-line'; level: string; code: string };

/** Where parts report what happened. It never throws and takes no time, so that nobody waits for it. */
export interface Observer {
  note(fact: Fact): void;
}

export const noObserver: Observer = { note() {} };

/** Tells several; one of them may join later. */
export class Observers implements Observer {
  readonly #all: Observer[] = [];

  add(observer: Observer): void {
    this.#all.push(observer);
  }

  note(fact: Fact): void {
    for (const observer of this.#all) observer.note(fact);
  }
}
