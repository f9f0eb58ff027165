import type { Delivery } from './callback/deliver.js';
import type { DeliverySummary } from './callback/delivery-counts.js';
import type { MaliciousKind, MaliciousOutcome } from './callback/malicious.js';
import type { Verification } from './callback/verify-url.js';
import type { ApiCall, CallQuery, CallSummary } from './corp/call-log.js';
import type { InboxItem } from './corp/inboxes.js';
import type { OrderedForCall, OrderedForDelivery } from './faults/fault-names.js';
import type { Knobs } from './knobs.js';
import type { MemberRecord } from './member-record.js';
import type { Tap, Utterance } from './people/utterance.js';
import type { ProductSettings, WecomSettings } from './settings.js';
import type { SimClock } from './sim-clock.js';
import type { Keep } from './sim-parts.js';

export interface WecomSimOptions extends Partial<WecomSettings>, Partial<Knobs>, Partial<Keep> {
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
}

/** Totals over everything since the start, whatever is kept. */
export interface SimSummary {
  seed: string;
  calls: CallSummary;
  deliveries: DeliverySummary;
  messages: { arrived: number; suppressed: number; dropped: number };
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
    /** Only needed for `@all`, for the spelling of the userid, and for the page's list of people. */
    add(userid: string, name?: string, title?: string): void;
    /** Resolves when the bot accepted the message or all retries are used up. */
    say(userid: string, what: string | Utterance): Promise<Delivery>;
    tap(userid: string, tap: Tap): Promise<Delivery>;
  };
  inbox(userid: string, after?: number): InboxItem[];
  /** The first item, received before or after the call, that satisfies the predicate. Default 5000 ms of real time. */
  waitFor(userid: string, predicate: (item: InboxItem) => boolean, timeoutMs?: number): Promise<InboxItem>;
  /** What arrived for a member, and what was accepted without arriving. */
  record(userid: string): MemberRecord;
  /** The kept calls, oldest first. */
  log(query?: CallQuery): ApiCall[];
  summary(): SimSummary;
  knobs(): Knobs;
  turn(knobs: Partial<Knobs>): void;
  /** Ends all faults and slowness, ordered and by chance. */
  calm(): void;
  invalidateTokens(): void;
  /** The next `times` (default 1) calls of `path` are refused with `errcode`. */
  failNext(path: string, errcode: number, times?: number): void;
  /** What happens to the next API calls, one entry each: of `path`, or of any path. */
  orderApiFaults(next: readonly OrderedForCall[], path?: string): void;
  /** What happens to the next deliveries, one entry each: of `userid`, or of any member. */
  orderCallbackFaults(next: readonly OrderedForDelivery[], userid?: string): void;
  verifyCallback(): Promise<Verification>;
  malicious(kind: MaliciousKind): Promise<MaliciousOutcome>;
  close(): Promise<void>;
}
