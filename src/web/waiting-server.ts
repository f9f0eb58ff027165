import { createServer } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import type { WecomCallback } from '../bot/channels/wecom-app/callback.js';
import type { Log } from '../shared/log.js';
import { within } from '../shared/within.js';
import type { Spool } from '../store/spool/index.js';
import { wecomAppCallback } from './callbacks/wecom-app.js';

/** Requests under way get this long to be answered. */
const answerWithinMs = 5000;

/** What listens on the port from the first moment: the waiting server first, later the app behind the same socket. */
export interface Door {
  listen(address: { port: number; host: string }): Promise<void>;
  /** From the next request on the app answers; no connection is refused or cut for it. */
  handOver(app: FastifyInstance): Promise<void>;
  close(): Promise<void>;
}

export async function createDoor(parts: { callback: WecomCallback; spool: Spool; log: Log }): Promise<Door> {
  const waiting = await createWaitingServer(parts);
  let { routing } = waiting;
  const socket = createServer((request, response) => routing(request, response));
  return {
    listen: ({ port, host }) =>
      new Promise((resolve, reject) => {
        socket.once('error', reject);
        socket.listen(port, host, () => {
          socket.off('error', reject);
          resolve();
        });
      }),
    async handOver(app) {
      await app.ready();
      routing = app.routing;
    },
    async close() {
      const closed = new Promise<void>((resolve) => socket.close(() => resolve()));
      socket.closeIdleConnections();
      if ((await within(answerWithinMs, closed)) === 'late') socket.closeAllConnections();
      await waiting.close();
    },
  };
}

/** Takes in what WeCom delivers while there is no database, and says that it is not ready. Nothing else. */
async function createWaitingServer(parts: {
  callback: WecomCallback;
  spool: Spool;
  log: Log;
}): Promise<FastifyInstance> {
  const { callback, spool, log } = parts;
  const server = Fastify({ logger: false });
  server.get('/healthz', async () => ({ ok: true }));
  server.get('/readyz', async (_request, reply) =>
    reply.status(503).send({ ready: false, reason: 'database' }),
  );
  server.setNotFoundHandler((_request, reply) =>
    reply.status(503).type('text/plain; charset=utf-8').send('网格哨在等数据库恢复，请稍后再试。'),
  );
  await server.register(
    wecomAppCallback({
      callback,
      receive: (message) => spool.append([{ message, receivedAt: new Date(), clock: 'machine' }]),
      log,
    }),
  );
  await server.ready();
  return server;
}
