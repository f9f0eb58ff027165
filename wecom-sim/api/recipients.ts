import { ApiRefusal } from '../api-refusal.js';
import { memberKey } from '../corp/members.js';

export interface Recipients {
  /** "@all": then toparty and totag are ignored. */
  everyone: boolean;
  users: string[];
  parties: string[];
  tags: string[];
}

// At most 1000 members, 100 departments, 100 tags (path/90236, wecom.md 2.2). 40032 for the members
// is the number that path/90313 gives for "length of the UserID list".
const maxUsers = 1000;
const maxParties = 100;
const maxTags = 100;

/** touser, toparty and totag of message/send; ids are joined with "|". */
export function readRecipients(body: Record<string, unknown>): Recipients {
  const users = splitIds(body.touser);
  if (users.length === 1 && users[0] === '@all') return { everyone: true, users: [], parties: [], tags: [] };
  const parties = splitIds(body.toparty);
  const tags = splitIds(body.totag);
  if (users.length + parties.length + tags.length === 0) throw new ApiRefusal(82001);
  if (users.length > maxUsers) throw new ApiRefusal(40032);
  if (parties.length > maxParties) throw new ApiRefusal(82002);
  if (tags.length > maxTags) throw new ApiRefusal(82003);
  return { everyone: false, users: withoutDoubles(users), parties, tags };
}

function splitIds(joined: unknown): string[] {
  return typeof joined === 'string' ? joined.split('|').filter((id) => id !== '') : [];
}

function withoutDoubles(userids: string[]): string[] {
  return [...new Map(userids.map((userid) => [memberKey(userid), userid])).values()];
}
