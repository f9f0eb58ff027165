import { AppError } from '../shared/errors.js';
import type { Log } from '../shared/log.js';
import type { Observer } from '../shared/observer.js';
import type { Channel, TokenStore } from './channel.js';
import { addressIn } from './incident-signs.js';
import type { Receiver } from './receive.js';

export interface Onlookers {
  observer: Observer;
  log: Log;
}

/** The same channel, with each call reported: how long it took, what came of it, which delivery got which receipt. */
export function observedChannel(channel: Channel, { observer, log }: Onlookers): Channel {
  const { name } = channel;
  return {
    ...channel,
    async send(request) {
      const began = performance.now();
      const elapsed = () => Math.round(performance.now() - began);
      try {
        const receipt = await channel.send(request);
        observer.note({ what: 'send', channel: name, ok: true, ms: elapsed() });
        log.info(
          {
            code: 'sent',
            delivery: request.deliveryId,
            channel: name,
            kind: request.content.kind,
            platform: receipt.platformId ?? null,
            ms: elapsed(),
          },
          'sent',
        );
        return receipt;
      } catch (error) {
        const { code, remedy, message } =
          error instanceof AppError ? error : { code: 'unexpected', remedy: 'retry', message: '' };
        const hint = addressIn(message);
        observer.note({
          what: 'send',
          channel: name,
          ok: false,
          ms: elapsed(),
          code,
          remedy,
          ...(hint !== undefined && { hint }),
        });
        throw error;
      }
    },
  };
}

/** The same tokens, with each request for a new one reported. */
export function observedTokens(tokens: TokenStore, channel: string, observer: Observer): TokenStore {
  return {
    get: (key, fetch) =>
      tokens.get(key, async () => {
        try {
          const fetched = await fetch();
          observer.note({ what: 'token', channel, ok: true });
          return fetched;
        } catch (error) {
          observer.note({ what: 'token', channel, ok: false });
          throw error;
        }
      }),
    drop: (key, token) => tokens.drop(key, token),
  };
}

/** The same receiver, with a line for each message: where its way through the log begins. */
export function observedReceiver(receiver: Receiver, log: Log): Receiver {
  return {
    ...receiver,
    async receive(message) {
      const began = performance.now();
      const received = await receiver.receive(message);
      log.info(
        {
          code: 'received',
          message: received.messageId,
          conversation: received.conversationId,
          channel: message.channel,
          kind: message.content.kind,
          outcome: received.outcome,
          ms: Math.round(performance.now() - began),
        },
        'message received',
      );
      return received;
    },
  };
}
