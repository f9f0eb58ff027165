import type { FastifyInstance } from 'fastify';
import { mayLook } from './may-look.js';

/** What a scrape is answered with. */
export interface MetricsText {
  readonly contentType: string;
  text(): Promise<string>;
}

/** `/metrics` for Prometheus. To everybody else it does not exist. */
export function addMetrics(server: FastifyInstance, metrics: MetricsText, token: string | undefined): void {
  server.get('/metrics', async (request, reply) => {
    if (!mayLook(request, token))
      return reply.status(404).type('text/plain; charset=utf-8').send('Not found\n');
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}
