import Fastify, { type FastifyInstance } from 'fastify';
import type { PhoneBell } from '../bot/channels/simulator/index.js';
import type { WecomCallback } from '../bot/channels/wecom-app/callback.js';
import type { Engine } from '../bot/engine.js';
import type { Receiver } from '../bot/receive.js';
import type { MovableClock } from '../store/movable-clock.js';
import type { PhoneStore } from '../store/phones.js';
import { addAbout } from './about.js';
import { wecomAppCallback } from './callbacks/wecom-app.js';
import { answerErrors } from './errors.js';
import { addLooks, type Looks } from './looks.js';
import { addSimulator } from './simulator/index.js';

export interface DemoParts {
  clock: MovableClock;
  phones: PhoneStore;
  bell: PhoneBell;
  /** Decides and sends everything that is due now. */
  sweepNow(): Promise<void>;
}

export interface ServerParts {
  engine: Engine;
  receiver: Receiver;
  looks: Looks;
  callback: WecomCallback | null;
  /** Null in production: no simulator, no movable clock. */
  demo: DemoParts | null;
}

/** 30 MB: a picture of 20 MB as base64 with room for the rest; callbacks set their own, smaller limit. */
const bodyLimit = 30 * 1024 * 1024;

/** Only our own files; nothing inline, nothing from elsewhere. */
const contentPolicy =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { engine } = parts;
  // At the end requests under way are answered; only connections that wait for nothing are cut.
  const server = Fastify({ bodyLimit, logger: false, forceCloseConnections: 'idle' });
  server.setErrorHandler(answerErrors(engine.log));
  server.addHook('onSend', async (_request, reply) => {
    reply.header('Content-Security-Policy', contentPolicy);
    reply.header('X-Content-Type-Options', 'nosniff');
    reply.header('Referrer-Policy', 'no-referrer');
  });
  addLooks(server, engine, parts.looks);
  await addAbout(server, engine.demoMark);
  if (parts.callback) {
    await server.register(
      wecomAppCallback({
        callback: parts.callback,
        receive: (message) => parts.receiver.receive(message),
        log: engine.log,
        observer: engine.observer,
      }),
    );
  }
  if (parts.demo) await addSimulator(server, engine, parts.receiver, parts.demo);
  else
    server.get('/', async (_request, reply) =>
      reply.type('text/plain; charset=utf-8').send('网格哨正在运行。'),
    );
  return server;
}
