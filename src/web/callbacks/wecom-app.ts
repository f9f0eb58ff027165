import type { FastifyPluginAsync } from 'fastify';
import { probeHeader, type WecomCallback } from '../../bot/channels/wecom-app/callback.js';
import type { InboundMessage } from '../../domain/conversations/message.js';
import { AppError } from '../../shared/errors.js';
import type { Log } from '../../shared/log.js';
import { noObserver, type Observer } from '../../shared/observer.js';

/** Real deliveries are a few kilobytes: media come as ids. */
const maxBodyBytes = 1024 * 1024;
const address = '/callbacks/wecom-app';
/** Forged or meant for somebody else; every other fault is a malformed request. */
const forbidden: ReadonlySet<string> = new Set(['callback-signature', 'callback-receiveid']);

export interface WecomAppCallbackOptions {
  callback: WecomCallback;
  /** Resolves once the message is kept. */
  receive(message: InboundMessage): Promise<unknown>;
  log: Log;
  observer?: Observer;
}

/** Where WeCom delivers what members say and do (path/90238). Nothing here calls out to the network. */
export function wecomAppCallback(options: WecomAppCallbackOptions): FastifyPluginAsync {
  const { callback, receive, log, observer = noObserver } = options;
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: maxBodyBytes }, (_request, body, done) =>
      done(null, body),
    );

    // One line for each refusal, with its code and nothing that the sender chose.
    app.setErrorHandler((error, request, reply) => {
      const { code, status } = describe(error);
      if (status >= 500) log.error({ code }, 'WeCom callback not taken in');
      else if (
        code === 'callback-signature' &&
        callback.isProbe(request.query, request.headers[probeHeader])
      ) {
        log.debug({ code: 'doctor-probe' }, 'forged signature of our own check refused');
      } else {
        log.warn({ code }, 'WeCom callback refused');
        observer.note({ what: 'message', channel: 'wecom-app', outcome: 'refused', code });
      }
      return reply.code(status).send();
    });

    // path/90930: within 1 s, these bytes and no others.
    app.get(address, (request, reply) =>
      reply.type('text/plain; charset=utf-8').send(callback.verifyUrl(request.query)),
    );

    app.post(address, async (request, reply) => {
      const opened = callback.open(request.query, typeof request.body === 'string' ? request.body : '');
      // Kept before it is answered: WeCom repeats what is not answered with 200 within 5 s, up to three times.
      if (opened.kind === 'message') await receive(opened.message);
      else log.debug({ event: opened.event }, 'WeCom event without meaning here');
      return reply.code(200).send();
    });
  };
}

/** What is neither a fault of the delivery nor of its HTTP is ours: 503 makes WeCom send it again. */
function describe(error: unknown): { code: string; status: number } {
  if (error instanceof AppError && error.code.startsWith('callback-')) {
    return { code: error.code, status: forbidden.has(error.code) ? 403 : 400 };
  }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return { code: 'callback-too-large', status };
  if (typeof status === 'number' && status >= 400 && status < 500) return { code: 'callback-http', status };
  return { code: error instanceof AppError ? error.code : 'callback-not-stored', status: 503 };
}
