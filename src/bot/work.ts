import type { Card, ChannelName, OutboundContent } from '../domain/conversations/message.js';
import type { CardDraft, ReplyValues } from '../handlers/turn.js';
import type { Ids } from '../shared/ids.js';
import { insertCard, listOpenCards, type SentCard, settleCard } from '../store/cards.js';
import { type Lane, queueOutbound } from '../store/outbox.js';
import { findAddress } from '../store/people.js';
import type { Unit } from '../store/unit/unit.js';
import { fillReply } from './sentences.js';
import type { Zone } from './zone.js';

/** One transaction's means: what every part of the bot that writes is handed. */
export interface Work {
  unit: Unit;
  zone: Zone;
  now: Date;
  ids: Ids;
  /** Channels that run, in the order of preference for people who never wrote. */
  channels: readonly ChannelName[];
  /** Line above every card and at the end of the first answer, in demo mode. */
  demoMark: string | null;
  /** Reminders written by this transaction; those due soon are armed after commit. */
  planned: { id: string; dueAt: Date }[];
  /** Ids of what was queued to be said, so that the log leads from a message to its deliveries. */
  queued: string[];
}

export interface Letter {
  personId: string;
  /** The channel of the present conversation, for answers; else the person's own choice. */
  channel?: ChannelName;
  caseId: string | null;
  lane: Lane;
}

/** Queues one message. A person who can be reached on no channel is passed over; returns whether it was queued. */
export async function send(work: Work, letter: Letter, content: OutboundContent): Promise<boolean> {
  const channel = letter.channel ?? (await findAddress(work.unit, letter.personId, work.channels));
  if (!channel) return false;
  const id = work.ids.next();
  work.queued.push(id);
  queueOutbound(
    work.unit,
    [
      {
        id,
        personId: letter.personId,
        channel,
        caseId: letter.caseId,
        lane: letter.lane,
        content,
      },
    ],
    work.now,
  );
  return true;
}

/** Says a reply of replies.yaml. */
export function sayTo(work: Work, letter: Letter, key: string, values: ReplyValues = {}): Promise<boolean> {
  return send(work, letter, { kind: 'text', text: fillReply(work.zone.config.replies, key, values) });
}

/** Sends a card and keeps its row, so that a tap finds its way back. */
export async function showTo(work: Work, letter: Letter, draft: CardDraft, revision: number): Promise<void> {
  const channel = letter.channel ?? (await findAddress(work.unit, letter.personId, work.channels));
  if (!channel) return;
  const id = `c-${work.ids.next()}`;
  insertCard(work.unit, {
    id,
    personId: letter.personId,
    channel,
    caseId: draft.caseId,
    purpose: draft.purpose,
    revision,
    createdAt: work.now,
  });
  const card: Card = {
    id,
    ...(work.demoMark ? { source: work.demoMark } : {}),
    title: draft.title,
    rows: draft.rows,
    ...(draft.text ? { text: draft.text } : {}),
    buttons: draft.buttons.map((b) => ({ key: b.key, text: b.text, style: b.style ?? 'default' })),
  };
  await send(work, { ...letter, channel }, { kind: 'card', card });
}

/** Greys cards of a case that can no longer be acted on. `outcome` is shown on their buttons. */
export async function settleCards(
  work: Work,
  caseId: string,
  isStale: (card: { purpose: string; personId: string; id: string }) => boolean,
  by: string,
  outcome: string,
): Promise<void> {
  for (const card of await listOpenCards(work.unit, caseId)) {
    if (isStale(card)) await greyCard(work, card, by, outcome);
  }
}

/** Settles one card and queues its update. */
export async function greyCard(work: Work, row: SentCard, by: string, outcome: string): Promise<void> {
  settleCard(work.unit, row.id, by, work.now);
  const { body } = row;
  const channel = work.channels.find((c) => c === row.channel);
  if (!channel || typeof body !== 'object' || body === null || !('card' in body)) return;
  await send(
    work,
    { personId: row.personId, channel, caseId: row.caseId, lane: 'notice' },
    {
      kind: 'card-update',
      card: body.card as Card,
      outcome,
    },
  );
}
