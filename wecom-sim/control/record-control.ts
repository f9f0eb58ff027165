import type { FastifyInstance } from 'fastify';
import type { WecomSim } from '../wecom-sim.js';
import { logQuery, userPath } from './bodies.js';

/** What happened, over HTTP: the calls in pages, totals, and what was accepted for each member. */
export function addRecordControl(control: FastifyInstance, sim: WecomSim): void {
  control.get('/log', async (request) => {
    const { after, limit, newest } = logQuery.parse(request.query);
    const { total, forgotten } = sim.summary().calls;
    const calls =
      newest === undefined
        ? sim.log({ after, limit })
        : sim.log({ after: Math.max(0, total - newest), limit: newest });
    const next = calls.at(-1)?.seq ?? after;
    return { calls, next, more: next < total, total, forgotten };
  });
  control.get('/summary', async () => sim.summary());
  control.get('/users/:userid/record', async (request) => sim.record(userPath.parse(request.params).userid));
}
