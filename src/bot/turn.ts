import { type Dialog, dialogSchema, emptyDialog } from '../domain/conversations/dialog.js';
import type { ChannelName, InboundContent, OutboundContent } from '../domain/conversations/message.js';
import type { Actor } from '../domain/permission/may.js';
import type { UnderstandContext, Understanding } from '../domain/understanding/understanding.js';
import type { CardDraft, PeopleDesk, ReplyValues, Tap, Turn, TurnPerson } from '../handlers/turn.js';
import { findCard, findNewestOpenCard, findSentCardBody, keepHandle } from '../store/cards.js';
import { takeShift } from '../store/duty.js';
import type { UnhandledMessage } from '../store/inbox.js';
import { findPerson, listPostHolders, registerGrid } from '../store/people.js';
import { candidatesFor } from './candidates.js';
import { candidateText } from './case-cards.js';
import { createCaseDesk } from './case-desk.js';
import { tellHistory } from './history.js';
import { findOnDuty } from './recipients.js';
import { fillReply } from './sentences.js';
import { greyCard, send, showTo, type Work } from './work.js';

/** A reply held back until the turn is decided, so that the greeting can go before it. */
type Reply = { kind: 'content'; content: OutboundContent } | { kind: 'card'; draft: CardDraft };

export interface RunningTurn {
  view: Turn;
  /** A report was in the making when the message came. */
  hadDraft: boolean;
  /** Puts who-we-are before or after what was said. */
  greet(where: 'first' | 'last', aboutUrl: string): void;
  /** Queues what was said. */
  flush(): Promise<void>;
}

/** Puts together what the handlers may know and do about one message. */
export async function createTurn(
  work: Work,
  conversation: { id: string; channel: ChannelName; dialog: unknown },
  message: UnhandledMessage,
  person: TurnPerson,
): Promise<RunningTurn> {
  const replies: Reply[] = [];
  const { config } = work.zone;
  const actor: Actor = {
    kind: 'person',
    personId: person.id,
    posts: person.status === 'active' ? person.posts : [],
  };
  const parsed = dialogSchema.safeParse(conversation.dialog);
  const dialog: Dialog = parsed.success ? parsed.data : { ...emptyDialog };
  let tap = await findTap(work, conversation.channel, person.id, message.content);
  let text = textOf(message.content);
  let understood: Understanding | null = null;
  const letter = { personId: person.id, channel: conversation.channel, caseId: null, lane: 'answer' as const };

  const view: Turn = {
    now: work.now,
    config,
    calendar: work.zone.calendar,
    grids: work.zone.grids,
    channel: conversation.channel,
    person,
    actor,
    message: message.content,
    get text() {
      return text;
    },
    reread(words: string) {
      text = words;
      tap = null;
      understood = null;
    },
    mediaIds: mediaOf(message.content),
    get tap() {
      return tap;
    },
    focus(caseId: string) {
      view.dialog = { ...view.dialog, focusCaseId: caseId, focusAt: work.now.toISOString() };
    },
    cases: createCaseDesk(work, actor),
    people: createPeopleDesk(work, person.id),
    dialog,
    understanding() {
      understood ??= work.zone.understand(text, contextOf(actor, person));
      return understood;
    },
    candidates: (of) =>
      candidatesFor(work, of).map((c) => ({ ...c, label: candidateText(work, c) })),
    placesIn: (words) => work.zone.understand(words, contextOf(actor, person)).gridCodes,
    history: (caseId) => tellHistory(work, view.cases, caseId),
    lastEvent: async (caseId, type) =>
      (await work.tx.event.findFirst({ where: { caseId, type }, orderBy: { n: 'desc' }, select: { at: true } }))?.at ?? null,
    say(key: string, values: ReplyValues = {}) {
      replies.push({ kind: 'content', content: { kind: 'text', text: fillReply(config.replies, key, values) } });
    },
    show(card: CardDraft) {
      replies.push({ kind: 'card', draft: card });
    },
    sendImage(mediaId: string) {
      replies.push({ kind: 'content', content: { kind: 'image', mediaId } });
    },
    async settleTapped(key, values = {}) {
      if (!tap) return;
      const row = await findCard(work.tx, tap.cardId);
      if (row && !row.settledAt) await greyCard(work, row, 'tapped', fillReply(config.replies, key, values));
    },
  };

  return {
    view,
    hadDraft: dialog.draft !== null,
    greet(where, aboutUrl) {
      const values = { zone: config.zone.name, url: aboutUrl };
      const lines = [fillReply(config.replies, 'greeting', values), ...(work.demoMark ? [work.demoMark] : [])];
      const greeting: Reply = { kind: 'content', content: { kind: 'text', text: lines.join('\n') } };
      if (where === 'first') replies.unshift(greeting);
      else replies.push(greeting);
    },
    async flush() {
      for (const reply of replies) {
        if (reply.kind === 'content') await send(work, letter, reply.content);
        else await showTo(work, { ...letter, caseId: reply.draft.caseId }, reply.draft, 0);
      }
    },
  };
}

function contextOf(actor: Actor, person: TurnPerson): UnderstandContext {
  const roles = actor.kind === 'person' ? actor.posts.map((p) => p.role) : [];
  const role = roles.includes('调度员') || roles.includes('中心负责人')
    ? 'dispatcher'
    : roles.includes('办件人') || roles.includes('分管负责人')
      ? 'officer'
      : roles.includes('讲师')
        ? 'trainer'
        : roles.length > 0
          ? 'grid'
          : 'resident';
  return { role, registeredGridCode: person.registeredGridCode };
}

function textOf(content: InboundContent): string {
  switch (content.kind) {
    case 'text':
      return content.text.trim();
    case 'image':
      return content.caption?.trim() ?? '';
    case 'voice':
      return content.transcript?.trim() ?? '';
    case 'location':
      return content.label?.trim() ?? '';
    default:
      return '';
  }
}

function mediaOf(content: InboundContent): string[] {
  return (content.kind === 'image' || content.kind === 'voice') && content.media.at === 'store' ? [content.media.mediaId] : [];
}

/** A tap, or "2" typed while a card with at least two buttons waits. */
async function findTap(
  work: Work,
  channel: ChannelName,
  personId: string,
  content: InboundContent,
): Promise<Tap | null> {
  if (content.kind === 'tap') {
    if (content.responseCode) {
      const known = await findCard(work.tx, content.cardId);
      if (known) await keepHandle(work.tx, known.id, content.responseCode, work.now, work.ids);
    }
    const card = await findCard(work.tx, content.cardId);
    if (!card) return { cardId: content.cardId, purpose: 'unknown', caseId: null, buttonKey: content.buttonKey, settledBy: 'unknown', own: false };
    return {
      cardId: card.id,
      purpose: card.purpose,
      caseId: card.caseId,
      buttonKey: content.buttonKey,
      settledBy: card.settledAt ? (card.settledBy ?? 'settled') : null,
      own: card.personId === personId,
    };
  }
  const digit = content.kind === 'text' ? /^[\s]*([1-6１-６])[\s。.]*$/.exec(content.text)?.[1] : undefined;
  if (!digit) return null;
  const card = await findNewestOpenCard(work.tx, personId, channel);
  if (!card) return null;
  const body = await findSentCardBody(work.tx, card.id);
  const buttons = buttonsOf(body);
  const index = Number(digit.normalize('NFKC')) - 1;
  const button = buttons[index];
  return button ? { cardId: card.id, purpose: card.purpose, caseId: card.caseId, buttonKey: button, settledBy: null, own: true } : null;
}

function buttonsOf(body: unknown): string[] {
  const card = typeof body === 'object' && body !== null && 'card' in body ? body.card : null;
  const buttons = typeof card === 'object' && card !== null && 'buttons' in card ? card.buttons : null;
  if (!Array.isArray(buttons)) return [];
  return buttons.flatMap((b: unknown) =>
    typeof b === 'object' && b !== null && 'key' in b && typeof b.key === 'string' ? [b.key] : [],
  );
}

function createPeopleDesk(work: Work, personId: string): PeopleDesk {
  return {
    gridWorkers: async (gridCode) =>
      (await listPostHolders(work.tx, { gridCode, roles: ['网格员'] })).map((p) => ({ id: p.id, name: p.name })),
    onDuty: async (unitCode) =>
      (await findOnDuty(work, unitCode)).map((d) => ({ personId: d.person.id, name: d.person.name, fallback: d.fallback })),
    takeShift: (unitCode, from, to) => takeShift(work.tx, { unitCode, personId, startsAt: from, endsAt: to }, work.ids),
    registerGrid: (gridCode) => registerGrid(work.tx, personId, gridCode),
    nameOf: async (id) => (await findPerson(work.tx, id))?.name ?? null,
  };
}
