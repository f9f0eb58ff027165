import type { FastifyInstance } from 'fastify';
import type { SimParts } from '../sim-parts.js';
import { brief } from './views.js';

const heartbeatMs = 15_000;
/** A page that reads too slowly is cut off; it comes back and asks for everything anew. */
const mostUnreadBytes = 4 * 1024 * 1024;

/**
 * Everything that happens, as server-sent events: `received` and `said` with the member, `call` without its
 * body, and `world` when knobs, the clock or the members changed and `/sim/state` is worth reading again.
 */
export function addEvents(app: FastifyInstance, parts: SimParts): void {
  app.get('/sim/events', async (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    const tell = (event: Record<string, unknown>) => {
      raw.write(`data: ${JSON.stringify(event)}\n\n`);
      if (raw.writableLength > mostUnreadBytes) raw.destroy();
    };
    const world = () => tell({ type: 'world' });
    const leave = [
      parts.inboxes.watchers.add((item, userid) => tell({ type: 'received', userid, item })),
      parts.said.watchers.add((item, userid) => tell({ type: 'said', userid, item })),
      parts.calls.watchers.add((call) => tell({ type: 'call', call: brief(call) })),
      parts.turned.add(world),
      parts.clock.watchers.add(world),
      parts.members.watchers.add(world),
    ];
    const heartbeat = setInterval(() => raw.write(': still there\n\n'), heartbeatMs);
    request.raw.socket.once('close', () => {
      clearInterval(heartbeat);
      for (const stop of leave) stop();
    });
    raw.write(': welcome\n\n');
  });
}
