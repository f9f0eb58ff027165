import { groupBy } from '../support/group-by.js';
import type { Evidence, Violation } from './judge.js';
import type { InboundRow } from './read-ledger.js';
import type { Sent } from './talk.js';

/** Every message that got our 200 is a row, handled, and stands behind those accepted before it was sent. */
export function judgeIntake({ sent, ledger }: Evidence): Violation[] {
  const rows = rowsByMsgId(ledger.inbound);
  const violations: Violation[] = [];
  const find = (rule: string, what: string) => void violations.push({ rule, what });

  for (const { userid, said, msgId, acceptedAt } of sent) {
    const found = rows.get(msgId ?? '') ?? [];
    if (acceptedAt !== null && found.length === 0)
      find('lost', `${userid}: ${said.text} got 200 and is no row`);
    if (found.length > 1) find('stored twice', `${userid}: ${said.text} is ${found.length} rows`);
  }
  for (const { userid, text, handled, outcome } of ledger.inbound) {
    if (!handled) find('unhandled', `${userid}: ${text}`);
    else if (outcome === null || outcome === 'nobody' || outcome.startsWith('failed:')) {
      find('given up', `${userid}: ${text} ended as ${outcome}`);
    }
  }
  return [...violations, ...judgeOrder(sent, rows)];
}

function judgeOrder(sent: readonly Sent[], rows: ReadonlyMap<string, InboundRow[]>): Violation[] {
  const violations: Violation[] = [];
  const ofPerson = groupBy(sent, ({ userid }) => userid);
  for (const [userid, messages] of ofPerson) {
    for (const earlier of messages) {
      for (const later of messages) {
        if (earlier.acceptedAt === null || earlier.acceptedAt >= later.startedAt) continue;
        const first = rows.get(earlier.msgId ?? '')?.[0];
        const second = rows.get(later.msgId ?? '')?.[0];
        if (first && second && first.seq > second.seq) {
          violations.push({
            rule: 'order of taking in',
            what: `${userid}: ${later.said.text} stands before ${earlier.said.text}, accepted earlier`,
          });
        }
      }
    }
  }
  return violations;
}

/** The MsgId is the last part of the key under which a message is stored. */
export function msgIdOf({ externalKey }: InboundRow): string {
  return externalKey.split('|').at(-1) ?? '';
}

function rowsByMsgId(inbound: readonly InboundRow[]): Map<string, InboundRow[]> {
  return groupBy(inbound, msgIdOf);
}
