import { AppError } from '../../shared/errors.js';
import { pauseChannel, prolongPause, resumeChannel, returnProbe } from '../../store/channel-pauses.js';
import type { ClaimedOutbound } from '../../store/claim-outbound.js';
import { markPart, type Outcome } from '../../store/settle-outbound.js';
import { type Channel, ChannelTrouble, type SendReceipt } from '../channel.js';
import type { DeliveryEngine } from './delivery-engine.js';
import { failedOf, type Unwritten, type Written } from './draft.js';
import { judgeFailure } from './judge-failure.js';
import { writeWires } from './write-wires.js';

/**
 * Longer than any attempt: a token waited for, fetched twice, and two calls of ten seconds, or one upload. It bounds how
 * long a message waits for a machine that vanished; a process that died is known at once.
 */
export const holdMs = 90_000;
/** A request may take so long; it is begun only while the message is ours for longer. */
const requestMs = 45_000;

/** How one channel did lately, in this process. */
export interface Health {
  /** Calls in a row that met trouble. */
  troubles: number;
}

export interface Attempt {
  message: ClaimedOutbound;
  health: Health;
  /** It is the one message by which a resting channel is tried. */
  probe: boolean;
  /** `performance.now()` until which the message is surely ours. */
  ownUntil: number;
  /** What was stored together with the requests of others; absent for what is written alone. */
  written?: Written;
}

/** What a claimed message needs before it can be sent, or null if it never can. */
export function unwrittenOf(engine: DeliveryEngine, message: ClaimedOutbound): Unwritten | null {
  const rules = engine.channels.get(message.channel)?.wire;
  const { content } = message;
  if (!rules || !content || message.to === '' || message.wire.length > 0) return null;
  return { message: { ...message, content }, rules };
}

/** Sends one message, as far as it was not accepted yet. Null: it is not ours any more, nothing is to be settled. */
export async function attempt(engine: DeliveryEngine, task: Attempt): Promise<Outcome | null> {
  const { message, probe } = task;
  const channel = engine.channels.get(message.channel);
  const { content } = message;
  const missing = !content ? 'erased' : !channel ? 'channel-off' : message.to === '' ? 'no-address' : null;
  if (!channel || !content || missing) return undone(engine, task, missing ?? 'erased');
  if (content.kind === 'card-update' && !channel.abilities.cardUpdate) {
    return undone(engine, task, 'channel-cannot');
  }
  const whole = { ...message, content };
  try {
    const written = await wireOf(engine, task, channel, whole);
    if (!written || 'outcome' in written) {
      // Nothing was sent, so the channel was not tried either.
      if (probe) await returnProbe(engine.pool, message.channel);
      return written?.outcome ?? null;
    }
    const outcome = await sendParts(engine, task, channel, whole, written.wire);
    await wentWell(engine, task);
    return outcome;
  } catch (error) {
    const paused = await noteTrouble(engine, task, error);
    const repeated = message.wire.length > 0;
    const outcome = judgeFailure(error, failedOf(whole, repeated), paused, Math.random());
    if (outcome.state !== 'sent' && !paused) {
      const { code } = outcome;
      const fields = { code, delivery: message.id, channel: message.channel, attempts: message.attempts };
      // An error that is none of ours says nothing by its code.
      const reason = error instanceof AppError ? {} : { reason: String(error) };
      engine.log.warn({ ...fields, ...reason }, 'not delivered');
    }
    return outcome;
  }
}

async function undone(engine: DeliveryEngine, { message, probe }: Attempt, code: string): Promise<Outcome> {
  if (probe) await returnProbe(engine.pool, message.channel);
  return { state: 'failed', code };
}

async function wireOf(
  engine: DeliveryEngine,
  task: Attempt,
  channel: Channel,
  message: Unwritten['message'],
): Promise<Written | null> {
  if (!channel.wire) return { wire: [''] };
  if (message.wire.length > 0) return { wire: message.wire };
  if (task.written) return task.written;
  const { content } = message;
  const media = content.kind === 'image' ? await channel.wire.upload(content.mediaId) : undefined;
  const unwritten = { message, rules: channel.wire, ...(media && { media }) };
  return (await writeWires(engine, [unwritten])).get(message.id) ?? null;
}

/** One part after the other, each awaited, so that they arrive in order. */
async function sendParts(
  engine: DeliveryEngine,
  task: Attempt,
  channel: Channel,
  message: Unwritten['message'],
  wire: readonly string[],
): Promise<Outcome | null> {
  let receipt: SendReceipt = {};
  let { ownUntil } = task;
  for (const [index, body] of wire.entries()) {
    if (index < message.partsSent) continue;
    if (performance.now() + requestMs > ownUntil) {
      return { state: 'queued', code: 'held-too-long', waitMs: 0, counted: false };
    }
    const { id: deliveryId, to, content } = message;
    receipt = await channel.send({ deliveryId, to, content, body });
    if (index + 1 < wire.length) {
      ownUntil = performance.now() + holdMs;
      if (!(await markPart(engine.pool, message, index + 1, holdMs))) return null;
    }
  }
  return { state: 'sent', ...receipt };
}

async function wentWell(engine: DeliveryEngine, { message, health, probe }: Attempt): Promise<void> {
  health.troubles = 0;
  if (probe && (await resumeChannel(engine.pool, message.channel))) {
    engine.log.info({ code: 'channel-resumed', channel: message.channel }, 'the channel works again');
  }
}

/** Lets the channel rest if the error says that it must; returns whether it does. */
async function noteTrouble(engine: DeliveryEngine, task: Attempt, error: unknown): Promise<boolean> {
  const { message, health, probe } = task;
  if (!(error instanceof ChannelTrouble)) {
    // The platform answered, if only about this message.
    if (error instanceof AppError) await wentWell(engine, task);
    return false;
  }
  health.troubles += 1;
  const { rest } = error;
  if (!probe && health.troubles < rest.after) return false;
  const pause = { code: error.code, detail: error.message, ...rest };
  health.troubles = 0;
  if (probe) await prolongPause(engine.pool, message.channel, pause);
  else if (await pauseChannel(engine.pool, message.channel, pause)) {
    const { code, remedy } = error;
    const level = remedy === 'tell-operator' ? 'error' : 'warn';
    engine.log[level]({ code, channel: message.channel }, error.message);
  }
  return true;
}
