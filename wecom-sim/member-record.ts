import type { InboxItem } from './corp/inboxes.js';
import type { NotShown } from './corp/ledger.js';
import type { SimParts } from './sim-parts.js';

export type Arrival = Pick<InboxItem, 'seq' | 'at' | 'msgid' | 'requestHash' | 'msgtype'>;

/** What was accepted for one member: the proof that a message came once, and how often it was tried. */
export interface MemberRecord {
  userid: string;
  /** In the order of arrival, after the duplicate check; `seq` is that of the inbox. */
  arrived: Arrival[];
  /** Repeats that the duplicate check accepted without showing them. */
  suppressed: NotShown[];
  /** Dropped because of the member's quota. */
  dropped: NotShown[];
  /** How many entries are kept no longer; above 0 the record proves nothing. */
  forgotten: number;
}

export function recordOf({ inboxes, ledger }: SimParts, userid: string): MemberRecord {
  const { suppressed, dropped, forgotten } = ledger.of(userid);
  return {
    userid,
    arrived: inboxes.list(userid).map(({ seq, at, msgid, requestHash, msgtype }) => ({
      seq,
      at,
      msgtype,
      ...(msgid !== undefined && { msgid }),
      ...(requestHash !== undefined && { requestHash }),
    })),
    suppressed,
    dropped,
    forgotten: forgotten + inboxes.size(userid).forgotten,
  };
}
