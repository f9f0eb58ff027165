import { AppError } from '../shared/errors.js';
import { keepHandle, takeHandle } from '../store/cards.js';
import { inTransaction } from '../store/client.js';
import { type ClaimedOutbound, claimOutbound, markFailed, markSent, putBack } from '../store/outbox.js';
import type { SendRequest } from './channel.js';
import type { Engine } from './engine.js';

/** Longer than any channel's own time limit for one request. */
const holdMs = 60_000;
const batch = 20;
/** After so many attempts a message is given up and stays as failed, with its reason. */
const maxAttempts = 12;
/** A right to update a card is good for 72 h (path/94888). */
const handleLifeMs = 72 * 3600 * 1000;

/** Sends what lies in the outbox, each person's messages in order, until nothing is left that may go now. */
export async function deliverOutbox(engine: Engine): Promise<number> {
  let sent = 0;
  for (;;) {
    const claimed = await claimOutbound(engine.pool, holdMs, batch);
    if (claimed.length === 0) return sent;
    await Promise.all(claimed.map((message) => deliverOne(engine, message)));
    sent += claimed.length;
  }
}

async function deliverOne(engine: Engine, message: ClaimedOutbound): Promise<void> {
  const { client, clock, ids, log } = engine;
  const channel = engine.channels.get(message.channel);
  if (!channel || !message.content || message.to === '') {
    const code = !message.content ? 'erased' : !channel ? 'channel-off' : 'no-address';
    await inTransaction(client, (tx) => markFailed(tx, message.id, code));
    return;
  }
  if (message.content.kind === 'card-update' && !channel.abilities.cardUpdate) {
    await inTransaction(client, (tx) => markFailed(tx, message.id, 'channel-cannot'));
    return;
  }
  try {
    const request: SendRequest = {
      deliveryId: message.id,
      to: message.to,
      content: message.content,
      sameBefore: message.sameBefore,
    };
    if (message.content.kind === 'card-update' && message.cardId) {
      const { cardId } = message;
      const now = clock.now();
      const code = await inTransaction(client, (tx) =>
        takeHandle(tx, cardId, now, new Date(now.getTime() - handleLifeMs)),
      );
      if (code) request.responseCode = code;
    }
    const receipt = await channel.send(request);
    await inTransaction(client, async (tx) => {
      await markSent(tx, message.id, receipt.platformId ?? null, clock.now());
      if (receipt.responseCode && message.cardId) {
        await keepHandle(tx, message.cardId, receipt.responseCode, clock.now(), ids);
      }
    });
  } catch (error) {
    const known = error instanceof AppError ? error : null;
    const code = known?.code ?? 'unexpected';
    log.warn(
      { code, delivery: message.id, channel: message.channel, attempts: message.attempts },
      'not delivered',
    );
    const final =
      known?.remedy === 'give-up' || known?.remedy === 'tell-user' || message.attempts >= maxAttempts;
    const waitMs = known?.retryAfterMs ?? Math.min(300_000, 1000 * 2 ** message.attempts);
    await inTransaction(client, (tx) =>
      final ? markFailed(tx, message.id, code) : putBack(tx, message.id, new Date(Date.now() + waitMs), code),
    );
  }
}
