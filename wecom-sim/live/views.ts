import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { maliciousKinds } from '../callback/malicious.js';
import { userPath } from '../control/bodies.js';
import type { ApiCall } from '../corp/call-log.js';
import type { SimParts } from '../sim-parts.js';
import type { WecomSim } from '../wecom-sim.js';

const howMany = z.object({ newest: z.coerce.number().int().min(1).max(1000).default(200) });

/** What the page asks for at its start and after every lost connection. */
export function addViews(app: FastifyInstance, parts: SimParts, sim: WecomSim): void {
  const { settings, clock, members, inboxes, said, apiFaults, callbackFaults } = parts;
  app.get('/sim/state', async () => ({
    corp: { corpId: settings.corpId, agentId: settings.agentId },
    clock: { now: clock.now().toISOString(), offsetMs: clock.offsetMs },
    knobs: sim.knobs(),
    ordered: { calls: apiFaults.waiting(), deliveries: callbackFaults.waiting() },
    members: members.list().map((member) => ({ ...member, received: inboxes.size(member.userid).received })),
    maliciousKinds,
    summary: sim.summary(),
  }));
  app.get('/sim/users/:userid/chat', async (request) => {
    const { userid } = userPath.parse(request.params);
    const { newest } = howMany.parse(request.query);
    return { received: inboxes.newest(userid, newest), said: said.newest(userid, newest) };
  });
  app.get('/sim/calls', async (request) => {
    const { newest } = howMany.parse(request.query);
    const { total } = parts.calls.summary();
    return { calls: sim.log({ after: Math.max(0, total - newest), limit: newest }).map(brief) };
  });
}

export type BriefCall = Omit<ApiCall, 'body' | 'requestHash'> & { to?: string; kind?: string };

/** A call without its body: to whom and what kind is enough to follow what goes on. */
export function brief({ body, requestHash: _hash, ...call }: ApiCall): BriefCall {
  const { touser, msgtype } = body ?? {};
  return {
    ...call,
    ...(typeof touser === 'string' && { to: touser.slice(0, 60) }),
    ...(typeof msgtype === 'string' && { kind: msgtype }),
  };
}
