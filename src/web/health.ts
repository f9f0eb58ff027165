import type { FastifyInstance } from 'fastify';
import type { Engine } from '../bot/engine.js';

/** `/healthz`: the process lives. `/readyz`: it can do its work, the database answers. */
export function addHealth(server: FastifyInstance, engine: Engine): void {
  server.get('/healthz', async () => ({ ok: true }));
  server.get('/readyz', async (_request, reply) => {
    try {
      await engine.pool.query('SELECT 1');
      return { ready: true, channels: [...engine.channels.keys()] };
    } catch {
      return reply.status(503).send({ ready: false, reason: 'database' });
    }
  });
}
