import { dialogSchema, emptyDialog, putDownOldDraft } from '../domain/conversations/dialog.js';
import type { ChannelName, OutboundContent } from '../domain/conversations/message.js';
import type { Actor } from '../domain/permission/may.js';
import type { UnderstandContext, Understanding } from '../domain/understanding/understanding.js';
import type { CardDraft, ReplyValues, Turn, TurnPerson } from '../handlers/turn.js';
import { findCard, findOpenAlert, listOpenChoices } from '../store/cards.js';
import { findLastEvent } from '../store/events.js';
import type { UnhandledMessage } from '../store/inbox.js';
import type { Lane } from '../store/outbox.js';
import { candidatesFor } from './candidates.js';
import { createCaseDesk } from './case-desk.js';
import { findTap } from './find-tap.js';
import { tellHistory } from './history.js';
import { mediaOf, textOf } from './message-parts.js';
import { createPeopleDesk } from './people-desk.js';
import { fillReply } from './sentences.js';
import { choicePurposes, settleChoices } from './settle-choices.js';
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
  flush(lane: Lane): Promise<void>;
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
  const kept = parsed.success ? parsed.data : { ...emptyDialog };
  const dialog = putDownOldDraft(kept, work.now);
  const hadChoice = kept.draft !== null || kept.awaiting?.kind === 'choose-case';
  const choices = hadChoice ? await listOpenChoices(work.unit, conversation.id, choicePurposes) : [];
  let tap = await findTap(work, conversation.id, person.id, message.content);
  let text = textOf(message.content);
  let chosenCaseId: string | null = null;
  let understood: Understanding | null = null;
  const letter = {
    personId: person.id,
    channel: conversation.channel,
    caseId: null,
    lane: 'answer' as const,
  };

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
    reread(words: string, caseId: string) {
      chosenCaseId = caseId;
      text = words;
      tap = null;
      understood = null;
    },
    get chosenCaseId() {
      return chosenCaseId;
    },
    mediaIds: mediaOf(message.content),
    get tap() {
      return tap;
    },
    focus(caseId: string) {
      view.dialog = { ...view.dialog, focusCaseId: caseId, focusAt: work.now.toISOString() };
    },
    cases: createCaseDesk(work, actor, conversation.id),
    people: createPeopleDesk(work, actor, person.id),
    dialog,
    understanding() {
      understood ??= work.zone.understand(text, contextOf(actor, person));
      return understood;
    },
    candidates: (of) => candidatesFor(work, of),
    placesIn: (words) => work.zone.understand(words, contextOf(actor, person)).gridCodes,
    history: (caseId) => tellHistory(work, view.cases, caseId),
    openAlert: () => findOpenAlert(work.unit, person.id),
    lastEvent: async (caseId, type) => findLastEvent(await work.unit.tx(), caseId, type),
    say(key: string, values: ReplyValues = {}) {
      replies.push({
        kind: 'content',
        content: { kind: 'text', text: fillReply(config.replies, key, values) },
      });
    },
    show(card: CardDraft) {
      replies.push({ kind: 'card', draft: card });
    },
    sendImage(mediaId: string) {
      replies.push({ kind: 'content', content: { kind: 'image', mediaId } });
    },
    async settleTapped(key, values = {}) {
      if (!tap) return;
      const row = await findCard(work.unit, tap.cardId);
      if (row && !row.settledAt) await greyCard(work, row, 'tapped', fillReply(config.replies, key, values));
    },
  };

  if (kept.draft !== null && dialog.draft === null) view.say('draft.lapsed');

  return {
    view,
    hadDraft: dialog.draft !== null,
    greet(where, aboutUrl) {
      const values = { zone: config.zone.name, url: aboutUrl };
      const lines = [
        fillReply(config.replies, 'greeting', values),
        ...(work.demoMark ? [work.demoMark] : []),
      ];
      const greeting: Reply = { kind: 'content', content: { kind: 'text', text: lines.join('\n') } };
      if (where === 'first') replies.unshift(greeting);
      else replies.push(greeting);
    },
    async flush(lane) {
      const to = { ...letter, lane };
      for (const reply of replies) {
        if (reply.kind === 'content') await send(work, to, reply.content);
        else await showTo(work, { ...to, caseId: reply.draft.caseId }, reply.draft, 0);
      }
      // After the answer: nobody in danger waits for a card to turn grey.
      if (!hadChoice) return;
      const shown = replies.flatMap((r) => (r.kind === 'card' ? [r.draft.purpose] : []));
      await settleChoices(work, choices, view.dialog, shown);
    },
  };
}

function contextOf(actor: Actor, person: TurnPerson): UnderstandContext {
  const roles = actor.kind === 'person' ? actor.posts.map((p) => p.role) : [];
  const role =
    roles.includes('调度员') || roles.includes('中心负责人')
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
