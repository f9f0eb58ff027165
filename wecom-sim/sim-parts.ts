import { setMaxListeners } from 'node:events';
import { DeliveryCounts } from './callback/delivery-counts.js';
import { Traffic } from './callback/traffic.js';
import { CallLog } from './corp/call-log.js';
import { CardTasks } from './corp/card-tasks.js';
import { Inboxes } from './corp/inboxes.js';
import { Ledger } from './corp/ledger.js';
import { MediaShelf } from './corp/media-shelf.js';
import { MemberQuota } from './corp/member-quota.js';
import { Members } from './corp/members.js';
import { MsgIds } from './corp/new-ids.js';
import { Repeats } from './corp/repeats.js';
import { Said } from './corp/said.js';
import { SentMessages } from './corp/sent-messages.js';
import { Tokens } from './corp/tokens.js';
import { Watchers } from './corp/watchers.js';
import { ApiFaults } from './faults/api-faults.js';
import { CallbackFaults } from './faults/callback-faults.js';
import { Dice } from './faults/dice.js';
import type { Knobs } from './knobs.js';
import type { WecomSettings } from './settings.js';
import { SimClock } from './sim-clock.js';

/** How much of the past is kept; counts go on beyond it. */
export interface Keep {
  /** API calls with their bodies. */
  keepCalls: number;
  /** Messages of each member, said and received. */
  keepPerMember: number;
}

export const defaultKeep: Keep = { keepCalls: 20_000, keepPerMember: 5_000 };

/** Everything one simulated corp with one app consists of; all of it lives in memory. */
export function createParts(settings: WecomSettings, knobs: Knobs, keep: Keep) {
  const clock = new SimClock();
  const members = new Members();
  members.restrictTo(knobs.members);
  const dice = new Dice(knobs.seed);
  const closing = new AbortController();
  // Everybody who waits for anything listens to it.
  setMaxListeners(0, closing.signal);
  return {
    settings,
    knobs,
    /** Told when knobs were turned or faults ordered. */
    turned: new Watchers<[]>(),
    clock,
    members,
    dice,
    closing,
    tokens: new Tokens(clock),
    inboxes: new Inboxes(keep.keepPerMember),
    cards: new CardTasks(clock),
    media: new MediaShelf(clock),
    quota: new MemberQuota(clock),
    repeats: new Repeats(clock, knobs),
    said: new Said(clock, keep.keepPerMember),
    ledger: new Ledger(clock, keep.keepPerMember),
    sent: new SentMessages(clock),
    calls: new CallLog(clock, keep.keepCalls),
    apiFaults: new ApiFaults(knobs, dice),
    callbackFaults: new CallbackFaults(knobs, dice),
    traffic: new Traffic(closing.signal),
    deliveries: new DeliveryCounts(),
    msgIds: new MsgIds(),
  };
}

export type SimParts = ReturnType<typeof createParts>;
