import type { ChannelName, InboundContent } from '../domain/conversations/message.js';
import { handlers } from '../handlers/index.js';
import { AppError } from '../shared/errors.js';
import { askForNewestOpenCard, askForOpenChoices } from '../store/cards.js';
import { isOutage } from '../store/client.js';
import { askForLock, lockConversation, saveDialog } from '../store/conversations.js';
import {
  askForOldest,
  countAttempt,
  findOldestUnhandled,
  markHandled,
  replaceContent,
  type UnhandledMessage,
} from '../store/inbox.js';
import { askForOpenQuestions } from '../store/notes.js';
import { askForWriter, findPerson, findWriter, markGreeted, markLeft } from '../store/people.js';
import { ChannelTrouble } from './channel.js';
import { type Engine, runWork } from './engine.js';
import { reportTurn } from './report-turn.js';
import { choicePurposes } from './settle-choices.js';
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

/**
 * While the platform is in trouble a picture waits for so long, and with it what was said after it: an answer could not
 * be sent either. The platform keeps its files for three days (path/90253), but a person should hear sooner.
 */
const mediaPatienceMs = 3_600_000;

/** Handles the waiting messages of one conversation, oldest first, one transaction each. */
export async function takeTurns(engine: Engine, conversationId: string): Promise<void> {
  // The first three are always needed, the others by every second message.
  const opening = [
    askForLock(conversationId),
    askForOldest(conversationId),
    askForWriter(conversationId),
    askForOpenChoices(conversationId, choicePurposes),
    askForNewestOpenCard(conversationId),
    askForOpenQuestions(conversationId),
  ];
  let failure: Failure | null = null;
  for (;;) {
    const step: Step = { failure, messageId: null };
    try {
      const taken: Taken = await runWork(
        engine,
        (work) => takeOne(engine, work, conversationId, step),
        opening,
      );
      failure = null;
      if (taken === 'all') return;
      if (taken !== 'one') await fetchMedia(engine, taken.channel, taken.message);
    } catch (error) {
      // Even the apology failed: the next wake-up tries again.
      if (failure || step.messageId === null) throw error;
      failure = await judgeFailure(engine, conversationId, step.messageId, error);
    }
  }
}

/**
 * What the person is told instead of an answer; null: the message is tried once more at once. Throws what is nobody's
 * fault but the machine's: the message waits for the next wake-up, however often that happens.
 */
async function judgeFailure(
  engine: Engine,
  conversationId: string,
  messageId: string,
  error: unknown,
): Promise<Failure | null> {
  if (error instanceof AppError && error.remedy === 'tell-user') return { messageId, error };
  if (isOutage(error) || error instanceof ChannelTrouble) throw error;
  engine.log.error({ code: 'turn-failed', conversation: conversationId, error }, 'turn failed');
  engine.observer.note({ what: 'turn-failed' });
  const attempts = await engine.units.run(async (unit) => {
    const message = await findOldestUnhandled(unit, conversationId);
    // Another process may have handled it by now.
    if (message?.id !== messageId) return 0;
    countAttempt(unit, message);
    return message.attempts + 1;
  });
  if (attempts === 0) return null;
  if (attempts < maxAttempts) throw error;
  return { messageId, error: new AppError('sorry', 'tell-user', 'gave up') };
}

/** Copies a picture or sound that is still at the platform, between two transactions: no network inside one. */
async function fetchMedia(
  engine: Engine,
  channelName: ChannelName,
  message: UnhandledMessage,
): Promise<void> {
  const { content } = message;
  if (!atPlatform(content)) return;
  const replace = (next: InboundContent) =>
    engine.units.run(async (unit) => replaceContent(unit, message.id, next));
  const channel = engine.channels.get(channelName);
  try {
    if (!channel?.download) throw new AppError('media-channel', 'give-up', 'channel cannot download');
    const { bytes, mime } = await channel.download(content.media.platformId);
    const mediaId = await engine.media.save({
      bytes,
      mime,
      ownerId: message.personId,
      at: engine.clock.now(),
    });
    await replace({ ...content, media: { at: 'store', mediaId } });
  } catch (error) {
    engine.log.warn({ code: 'media-lost', message: message.id, reason: String(error) }, 'media not fetched');
    const waitedMs = engine.clock.now().getTime() - message.receivedAt.getTime();
    if (isOutage(error) || (error instanceof ChannelTrouble && waitedMs < mediaPatienceMs)) throw error;
    if (error instanceof AppError && error.remedy === 'retry' && message.attempts + 1 < maxAttempts)
      throw error;
    // Without its picture the message is still a message: its words are read, or the person is told what was wrong.
    const words = content.kind === 'image' ? content.caption : content.transcript;
    const reason = error instanceof AppError && refusals.has(error.code) ? error.code : 'media-lost';
    await replace(words ? { kind: 'text', text: words } : { kind: 'unknown', wireType: reason });
  }
}

/** A message whose picture or sound has to be copied before it can be read. */
function atPlatform(content: InboundContent): content is Extract<
  InboundContent,
  { kind: 'image' | 'voice' }
> & {
  media: { at: 'platform' };
} {
  return (content.kind === 'image' || content.kind === 'voice') && content.media.at === 'platform';
}

/** What one message is apologised for; a message behind it is handled like any other. */
interface Failure {
  messageId: string;
  error: AppError;
}

/** One transaction's share of the work; `messageId` says how far it came. */
interface Step {
  failure: Failure | null;
  messageId: string | null;
}

/** What came of one step: nothing waits any more, something may, or a picture has to be fetched first. */
type Taken = 'all' | 'one' | { channel: ChannelName; message: UnhandledMessage };

/** One message, or the apology for it. */
async function takeOne(engine: Engine, work: Work, conversationId: string, step: Step): Promise<Taken> {
  const began = performance.now();
  const conversation = await lockConversation(work.unit, conversationId);
  if (!conversation) return 'all';
  const message = await findOldestUnhandled(work.unit, conversationId);
  if (!message) return 'all';
  step.messageId = message.id;
  const failure = step.failure?.messageId === message.id ? step.failure.error : null;
  const taken = message.last ? 'all' : 'one';
  if (!failure && atPlatform(message.content)) return { channel: conversation.channel, message };
  // Known already unless a message from before was stored at this very moment.
  await findWriter(work.unit, conversationId);
  const person = await findPerson(work.unit, message.personId);
  if (!person || person.status === 'erased') {
    markHandled(work.unit, message.id, 'nobody', work.now);
    return taken;
  }
  if (message.content.kind === 'leave') {
    await markLeft(work.unit, person.id);
    markHandled(work.unit, message.id, 'left', work.now);
    return taken;
  }
  const outcome = failure
    ? await apologise(work, person.id, conversation.channel, failure)
    : await handle(engine, work, conversation, message, person);
  markHandled(work.unit, message.id, outcome, work.now);
  reportTurn(engine, work, { message: message.id, conversation: conversationId, outcome, began });
  return taken;
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
    markGreeted(work.unit, person.id, work.now);
  }
  await turn.flush(taken === 'report-danger' ? 'danger' : 'answer');
  saveDialog(work.unit, conversation.id, turn.view.dialog, work.now);
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
