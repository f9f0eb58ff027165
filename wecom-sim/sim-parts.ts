import { CallLog } from './corp/call-log.js';
import { CardTasks } from './corp/card-tasks.js';
import { Faults } from './corp/faults.js';
import { Inboxes } from './corp/inboxes.js';
import { MediaShelf } from './corp/media-shelf.js';
import { MemberQuota } from './corp/member-quota.js';
import { Members } from './corp/members.js';
import { MsgIds } from './corp/new-ids.js';
import { Repeats } from './corp/repeats.js';
import { SentMessages } from './corp/sent-messages.js';
import { Tokens } from './corp/tokens.js';
import type { Knobs } from './knobs.js';
import type { WecomSettings } from './settings.js';
import { SimClock } from './sim-clock.js';

/** Everything one simulated corp with one app consists of; all of it lives in memory. */
export function createParts(settings: WecomSettings, knobs: Knobs) {
  const clock = new SimClock();
  const members = new Members();
  members.restrictTo(knobs.members);
  return {
    settings,
    knobs,
    clock,
    members,
    tokens: new Tokens(clock),
    inboxes: new Inboxes(),
    cards: new CardTasks(clock),
    media: new MediaShelf(clock),
    quota: new MemberQuota(clock),
    repeats: new Repeats(clock),
    sent: new SentMessages(clock),
    calls: new CallLog(clock),
    faults: new Faults(),
    msgIds: new MsgIds(),
  };
}

export type SimParts = ReturnType<typeof createParts>;
