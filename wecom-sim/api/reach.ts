import { ApiRefusal } from '../api-refusal.js';
import type { Members } from '../corp/members.js';
import type { Recipients } from './recipients.js';

export interface Unreached {
  invaliduser?: string;
  invalidparty?: string;
  invalidtag?: string;
}

/**
 * Who gets the message and who cannot. Some invalid receivers are still errcode 0, with the userids
 * lower-cased; 81013 when nobody is left (path/90236, wecom.md 2.2). The simulated corp has neither
 * departments nor tags, so every one of those is invalid.
 */
export function chooseRecipients(
  recipients: Recipients,
  members: Members,
): { reached: string[]; unreached: Unreached } {
  if (recipients.everyone) return { reached: members.everyone(), unreached: {} };
  const reached = recipients.users.filter((userid) => members.reaches(userid));
  const invalid = recipients.users.filter((userid) => !members.reaches(userid));
  if (reached.length === 0) throw new ApiRefusal(81013);
  return {
    reached: reached.map((userid) => members.meet(userid).userid),
    unreached: {
      ...(invalid.length > 0 ? { invaliduser: invalid.join('|').toLowerCase() } : {}),
      ...(recipients.parties.length > 0 ? { invalidparty: recipients.parties.join('|') } : {}),
      ...(recipients.tags.length > 0 ? { invalidtag: recipients.tags.join('|') } : {}),
    },
  };
}
