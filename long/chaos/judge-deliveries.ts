import { z } from 'zod';
import type { ApiCall } from '../../wecom-sim/corp/call-log.js';
import { groupBy } from '../support/group-by.js';
import type { Evidence, Violation } from './judge.js';
import type { OutboundRow } from './read-ledger.js';

/** A call of message/send that WeCom accepted as a new message, not as the repeat of one. */
interface Accepted {
  /** Place in the log: the order in which WeCom accepted. */
  seq: number;
  userid: string;
  /** The text, or the card by its id. */
  said: string;
}

/**
 * The right to grey a card comes with the answer to its sending. Lost with that answer, it cannot be had again
 * (path/90236): the card keeps its buttons, and a tap on it is answered in words.
 */
const rightLost = 'no-right';

/** Every row that has to go out was accepted by WeCom once, nothing else was, and a person's answers in order. */
export function judgeDeliveries({ calls, ledger, greyCards }: Evidence): Violation[] {
  const violations: Violation[] = [];
  const find = (rule: string, what: string) => void violations.push({ rule, what });
  for (const row of ledger.outbound) {
    if (row.state === 'sent') continue;
    if (row.kind === 'card-update' && row.failureCode === rightLost) continue;
    find('not sent', `${row.userid}: ${show(row)} is ${row.state} ${row.failureCode ?? ''}`);
  }

  for (const { userid, kind, state, cardId } of ledger.outbound) {
    if (kind !== 'card-update' || state !== 'sent' || greyCards.has(cardId ?? '')) continue;
    find('not greyed', `${userid}: card ${cardId} was marked as settled and can still be tapped`);
  }
  for (const { dropped = [], body } of calls) {
    for (const userid of dropped) find('dropped', `${userid}: beyond WeCom's quota: ${JSON.stringify(body)}`);
  }

  const messages = ledger.outbound.filter(({ kind }) => kind === 'text' || kind === 'card');
  const acceptedAt = new Map<OutboundRow, number>();
  const rowsOf = groupBy(messages, ({ userid }) => userid);
  const callsOf = groupBy(calls.flatMap(acceptedCall), ({ userid }) => userid);
  for (const userid of new Set([...rowsOf.keys(), ...callsOf.keys()])) {
    const alike = groupBy(rowsOf.get(userid) ?? [], keyOfRow);
    const found = groupBy(callsOf.get(userid) ?? [], ({ said }) => keyAmong([...alike.keys()], said));
    for (const call of found.get(null) ?? []) find('accepted without a row', `${userid}: ${call.said}`);
    for (const [key, rows] of alike) {
      const accepted = found.get(key) ?? [];
      if (accepted.length !== rows.length) {
        const rule = accepted.length < rows.length ? 'not accepted' : 'accepted twice';
        find(rule, `${userid}: ${key}: ${rows.length} rows, accepted ${accepted.length} times`);
      }
      for (const [index, row] of rows.entries()) {
        const call = accepted[index];
        if (call) acceptedAt.set(row, call.seq);
      }
    }
  }
  return [...violations, ...judgeOrder(messages, acceptedAt)];
}

/** Equal words may go out with a last line of their own, so that WeCom does not take them for a repeat. */
function keyAmong(keys: readonly string[], said: string): string | null {
  return keys.includes(said) ? said : (keys.find((key) => said.startsWith(`${key}\n`)) ?? null);
}

function judgeOrder(
  messages: readonly OutboundRow[],
  acceptedAt: ReadonlyMap<OutboundRow, number>,
): Violation[] {
  const violations: Violation[] = [];
  for (const [key, rows] of groupBy(messages, ({ userid, lane }) => `${userid} lane ${lane}`)) {
    let before: OutboundRow | undefined;
    for (const row of rows) {
      const at = acceptedAt.get(row);
      if (at === undefined) continue;
      if (before && at < (acceptedAt.get(before) ?? 0)) {
        violations.push({
          rule: 'order of sending',
          what: `${key}: ${show(row)} went before ${show(before)}`,
        });
      }
      before = row;
    }
  }
  return violations;
}

const bodySchema = z.looseObject({
  touser: z.string(),
  text: z.object({ content: z.string() }).optional(),
  template_card: z.looseObject({ task_id: z.string() }).optional(),
});

function acceptedCall({ seq, path, errcode, repeated, body }: ApiCall): Accepted[] {
  if (path !== '/cgi-bin/message/send' || errcode !== 0 || repeated) return [];
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return [];
  const { touser: userid, text, template_card: card } = parsed.data;
  return [{ seq, userid, said: card ? `card ${card.task_id}` : (text?.content ?? '') }];
}

function keyOfRow({ kind, cardId, words }: OutboundRow): string {
  return kind === 'card' ? `card ${cardId}` : words;
}

function show({ words }: OutboundRow): string {
  return `“${words.split('\n')[0] ?? ''}”`;
}
