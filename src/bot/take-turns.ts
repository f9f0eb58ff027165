import type { ChannelName, InboundContent } from '../domain/conversations/message.js';
import { handlers } from '../handlers/index.js';
import { AppError } from '../shared/errors.js';
import { inTransaction } from '../store/client.js';
import { lockConversation, saveDialog } from '../store/conversations.js';
import {
  countAttempt,
  findOldestUnhandled,
  markHandled,
  replaceContent,
  type UnhandledMessage,
} from '../store/inbox.js';
import { findPerson, markGreeted, markLeft } from '../store/people.js';
import { type Engine, runWork } from './engine.js';
import { createTurn } from './turn.js';
import { sayTo, type Work } from './work.js';

/** Handlers that speak about the draft themselves. */
const draftHandlers = new Set([
  'continue-report',
  'report-case',
  'request-service',
  'report-danger',
  'continue-danger',
]);

/** Media that will not be taken however often it is sent. */
const refusals = new Set(['media-too-large', 'media-type']);

/** A message that failed this often is put aside with an apology; its row keeps the text for a person to read. */
const maxAttempts = 3;

/** Handles the waiting messages of one conversation, oldest first, one transaction each. */
export async function takeTurns(engine: Engine, conversationId: string): Promise<void> {
  for (;;) {
    const fetched = await fetchMedia(engine, conversationId);
    if (!fetched) return;
    try {
      const more = await runWork(engine, (work) => takeOne(engine, work, conversationId, null));
      if (!more) return;
    } catch (error) {
      if (error instanceof AppError && error.remedy === 'tell-user') {
        await runWork(engine, (work) => takeOne(engine, work, conversationId, error));
        continue;
      }
      const given = await inTransaction(engine.client, async (tx) => {
        const message = await findOldestUnhandled(tx, conversationId);
        if (!message) return true;
        await countAttempt(tx, message.id);
        return message.attempts + 1 >= maxAttempts;
      });
      engine.log.error(
        { code: 'turn-failed', conversation: conversationId, reason: String(error) },
        'turn failed',
      );
      if (!given) throw error;
      await runWork(engine, (work) =>
        takeOne(engine, work, conversationId, new AppError('sorry', 'tell-user', 'gave up')),
      );
    }
  }
}

/** Copies a picture or sound that is still at the platform, before the turn: no network inside a transaction. */
async function fetchMedia(engine: Engine, conversationId: string): Promise<boolean> {
  const message = await findOldestUnhandled(engine.client, conversationId);
  if (!message) return false;
  const { content } = message;
  if ((content.kind !== 'image' && content.kind !== 'voice') || content.media.at === 'store') return true;
  const conversation = await engine.client.conversation.findUnique({ where: { id: conversationId } });
  const channel = engine.channels.get(conversation?.channel as ChannelName);
  try {
    if (!channel?.download) throw new AppError('media-channel', 'give-up', 'channel cannot download');
    const { bytes, mime } = await channel.download(content.media.platformId);
    const mediaId = await engine.media.save({
      bytes,
      mime,
      ownerId: message.personId,
      at: engine.clock.now(),
    });
    const stored: InboundContent = { ...content, media: { at: 'store', mediaId } };
    await inTransaction(engine.client, (tx) => replaceContent(tx, message.id, stored));
    return true;
  } catch (error) {
    engine.log.warn({ code: 'media-lost', message: message.id, reason: String(error) }, 'media not fetched');
    if (error instanceof AppError && error.remedy === 'retry' && message.attempts + 1 < maxAttempts) {
      await inTransaction(engine.client, (tx) => countAttempt(tx, message.id));
      throw error;
    }
    // Without its picture the message is still a message: its words are read, or the person is told what was wrong.
    const words = content.kind === 'image' ? content.caption : content.transcript;
    const reason = error instanceof AppError && refusals.has(error.code) ? error.code : 'media-lost';
    await inTransaction(engine.client, (tx) =>
      replaceContent(
        tx,
        message.id,
        words ? { kind: 'text', text: words } : { kind: 'unknown', wireType: reason },
      ),
    );
    return true;
  }
}

/** One message, or the apology for it. Returns false when nothing waits. */
async function takeOne(
  engine: Engine,
  work: Work,
  conversationId: string,
  failure: AppError | null,
): Promise<boolean> {
  const conversation = await lockConversation(work.tx, conversationId);
  if (!conversation) return false;
  const message = await findOldestUnhandled(work.tx, conversationId);
  if (!message) return false;
  const person = await findPerson(work.tx, message.personId);
  if (!person || person.status === 'erased') {
    await markHandled(work.tx, message.id, 'nobody', work.now);
    return true;
  }
  if (message.content.kind === 'leave') {
    await markLeft(work.tx, person.id);
    await markHandled(work.tx, message.id, 'left', work.now);
    return true;
  }
  const outcome = failure
    ? await apologise(work, person.id, conversation.channel, failure)
    : await handle(engine, work, conversation, message, person);
  await markHandled(work.tx, message.id, outcome, work.now);
  return true;
}

async function handle(
  engine: Engine,
  work: Work,
  conversation: { id: string; channel: ChannelName; dialog: unknown },
  message: UnhandledMessage,
  person: NonNullable<Awaited<ReturnType<typeof findPerson>>>,
): Promise<string> {
  const turn = await createTurn(work, conversation, message, person);
  let taken = 'nobody';
  for (const handler of handlers) {
    if (await handler.handle(turn.view)) {
      taken = handler.name;
      break;
    }
  }
  if (taken !== 'fallback') turn.view.dialog = { ...turn.view.dialog, unreadTexts: [] };
  // A draft that something else interrupted is still there: say so, once.
  if (turn.hadDraft && turn.view.dialog.draft && !draftHandlers.has(taken)) turn.view.say('draft.waiting');
  // Who we are comes first, except that a danger is answered before anything else.
  if (!person.greeted) {
    turn.greet(taken === 'report-danger' ? 'last' : 'first', engine.aboutUrl);
    await markGreeted(work.tx, person.id, work.now);
  }
  await turn.flush();
  await saveDialog(work.tx, conversation.id, turn.view.dialog, work.now);
  return taken;
}

const apologies: Record<string, string> = {
  'not-allowed': 'error.not-allowed',
  'case-state': 'error.case-state',
  'case-hops': 'error.case-hops',
  'case-same-unit': 'error.case-same-unit',
  'media-too-large': 'error.media-too-large',
  'media-type': 'error.media-type',
};

async function apologise(
  work: Work,
  personId: string,
  channel: ChannelName,
  failure: AppError,
): Promise<string> {
  const key = apologies[failure.code] ?? 'error.sorry';
  await sayTo(work, { personId, channel, caseId: null, lane: 'answer' }, key);
  return `failed:${failure.code}`;
}
