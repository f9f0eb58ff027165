import type { FastifyInstance } from 'fastify';
import { describeIncident } from '../bot/describe-incident.js';
import type { Engine } from '../bot/engine.js';
import type { IncidentDesk } from '../bot/incidents.js';
import { within } from '../shared/within.js';
import { mayLook } from './may-look.js';

export interface HealthParts {
  engine: Engine;
  incidents: Pick<IncidentDesk, 'list'>;
  token: string | undefined;
}

/** Whoever asks waits a few seconds at most himself. */
const answerWithinMs = 2000;

/**
 * `/healthz`: the process lives. `/readyz`: it can do its work, which means that the database answers; an incident does
 * not make it unready. The outside sees true or false; this machine, or whoever has the token, sees what is wrong.
 */
export function addHealth(server: FastifyInstance, { engine, incidents, token }: HealthParts): void {
  server.get('/healthz', async () => ({ ok: true }));
  server.get('/readyz', async (request, reply) => {
    const answered = await within(answerWithinMs, engine.pool.query('SELECT 1')).catch(() => 'late');
    const ready = answered === 'done';
    void reply.status(ready ? 200 : 503);
    if (!mayLook(request, token)) return { ready };
    return {
      ready,
      ...(ready ? {} : { reason: 'database' }),
      channels: [...engine.channels.keys()],
      queue: { backend: engine.wakeUps.backend, up: engine.wakeUps.isUp() },
      incidents: await describeAll(engine, incidents),
    };
  });
}

async function describeAll(engine: Engine, incidents: HealthParts['incidents']) {
  const now = engine.clock.now();
  return (await incidents.list()).map((incident) => {
    const { what, remedy } = describeIncident(engine.zone, incident, now);
    return {
      code: incident.code,
      key: incident.key,
      since: incident.openedAt.toISOString(),
      lastSeen: incident.lastAt.toISOString(),
      count: incident.count,
      what,
      remedy,
    };
  });
}
