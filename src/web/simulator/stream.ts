import type { FastifyInstance } from 'fastify';
import type { Engine } from '../../bot/engine.js';
import type { PhoneMessage } from '../../store/phones.js';
import type { DemoParts } from '../server.js';
import { isoLocal, showMessage } from './messages.js';

/** Keeps proxies and browsers from taking a silent stream for a dead one. */
const heartbeatMs = 15_000;

/** Server-sent events for the page: messages on phones, and the clock when it was moved, in whichever process. */
export function addStream(server: FastifyInstance, engine: Engine, demo: DemoParts): void {
  const listeners = new Set<(event: Record<string, unknown>) => void>();
  server.get('/api/simulator/stream', (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    raw.write('retry: 1000\n\n');
    const write = (event: Record<string, unknown>) => raw.write(`data: ${JSON.stringify(event)}\n\n`);
    const onMessage = (message: PhoneMessage) => {
      write({ type: 'message', person: message.phone, message: showMessage(engine, message) });
      write({ type: 'case' });
    };
    const onClosed = () => raw.end();
    demo.bell.on('message', onMessage);
    demo.bell.on('closed', onClosed);
    listeners.add(write);
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), heartbeatMs);
    request.raw.on('close', () => {
      clearInterval(heartbeat);
      demo.bell.off('message', onMessage);
      demo.bell.off('closed', onClosed);
      listeners.delete(write);
    });
  });
  demo.clock.onMoved(() => {
    for (const write of listeners) write({ type: 'clock', now: isoLocal(engine.clock.now(), engine) });
  });
}
