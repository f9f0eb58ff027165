import type { Delivery } from './callback/deliver.js';
import type { MaliciousKind, MaliciousOutcome } from './callback/malicious.js';
import type { Verification } from './callback/verify-url.js';
import type { ApiCall } from './corp/call-log.js';
import type { InboxItem } from './corp/inboxes.js';
import type { Knobs } from './knobs.js';
import type { Tap, Utterance } from './people/utterance.js';
import type { ProductSettings, WecomSettings } from './settings.js';
import type { SimClock } from './sim-clock.js';

export interface WecomSimOptions extends Partial<WecomSettings>, Partial<Knobs> {
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
}

/** A running simulator; its methods do what the control API does over HTTP. */
export interface WecomSim {
  /** Base address of the simulated API, without a closing slash. */
  url: string;
  settings: WecomSettings;
  /** The same under the names that the product reads. */
  productSettings: ProductSettings;
  clock: SimClock;
  users: {
    add(userid: string, name?: string): void;
    /** Resolves when the bot accepted the message or all retries are used up. */
    say(userid: string, what: string | Utterance): Promise<Delivery>;
    tap(userid: string, tap: Tap): Promise<Delivery>;
  };
  inbox(userid: string, after?: number): InboxItem[];
  /** The first item, received before or after the call, that satisfies the predicate. Default 5000 ms of real time. */
  waitFor(userid: string, predicate: (item: InboxItem) => boolean, timeoutMs?: number): Promise<InboxItem>;
  log(): ApiCall[];
  turn(knobs: Partial<Knobs>): void;
  invalidateTokens(): void;
  /** The next `times` (default 1) calls of `path` are refused with `errcode`. */
  failNext(path: string, errcode: number, times?: number): void;
  verifyCallback(): Promise<Verification>;
  malicious(kind: MaliciousKind): Promise<MaliciousOutcome>;
  close(): Promise<void>;
}
