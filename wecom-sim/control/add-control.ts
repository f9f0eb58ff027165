import type { FastifyInstance } from 'fastify';
import { utterance } from '../people/utterance.js';
import type { WecomSim } from '../wecom-sim.js';
import { clockMove, inboxQuery, maliciousOrder, newUser, userPath } from './bodies.js';
import { addControlErrors } from './control-errors.js';
import { addFaultControl } from './fault-control.js';
import { addRecordControl } from './record-control.js';

// Base64 of the largest picture and some room.
const bodyLimitBytes = 32 * 1024 * 1024;

/** The HTTP form of the methods of `WecomSim`, for scripts; described in README.md. */
export async function addControl(app: FastifyInstance, sim: WecomSim): Promise<void> {
  await app.register(
    async (control) => {
      addControlErrors(control);
      addPeople(control, sim);
      addWorld(control, sim);
      addFaultControl(control, sim);
      addRecordControl(control, sim);
    },
    { prefix: '/sim' },
  );
}

function addPeople(control: FastifyInstance, sim: WecomSim): void {
  control.post('/users', async (request, reply) => {
    const { userid, name, title } = newUser.parse(request.body);
    sim.users.add(userid, name, title);
    return reply.code(201).send({ userid, name: name ?? userid });
  });
  control.post('/users/:userid/messages', { bodyLimit: bodyLimitBytes }, async (request) => {
    const { userid } = userPath.parse(request.params);
    return sim.users.say(userid, utterance.parse(request.body));
  });
  control.get('/users/:userid/inbox', async (request) => {
    const { userid } = userPath.parse(request.params);
    const { after, wait } = inboxQuery.parse(request.query);
    if (wait > 0) await sim.waitFor(userid, (item) => item.seq > after, wait * 1000).catch(() => undefined);
    return { items: sim.inbox(userid, after) };
  });
}

function addWorld(control: FastifyInstance, sim: WecomSim): void {
  const clock = () => ({ now: sim.clock.now().toISOString(), offsetMs: sim.clock.offsetMs });
  control.get('/clock', async () => clock());
  control.post('/clock', async (request) => {
    const move = clockMove.parse(request.body);
    if ('offsetMs' in move) sim.clock.setOffset(move.offsetMs);
    else sim.clock.advance(milliseconds(move.advance));
    return clock();
  });
  control.post('/tokens/invalidate', async () => {
    sim.invalidateTokens();
    return { invalidated: true };
  });
  control.post('/verify-callback', async () => sim.verifyCallback());
  control.post('/malicious', async (request) => sim.malicious(maliciousOrder.parse(request.body).kind));
}

function milliseconds(span: {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
  ms: number;
}): number {
  return (((span.days * 24 + span.hours) * 60 + span.minutes) * 60 + span.seconds) * 1000 + span.ms;
}
