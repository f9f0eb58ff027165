import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { demoNotice } from '../../bot/demo-notice.js';
import type { Engine } from '../../bot/engine.js';
import type { Receiver } from '../../bot/receive.js';
import { AppError } from '../../shared/errors.js';
import { projectRoot } from '../../shared/paths.js';
import { alone } from '../../store/alone.js';
import type { DemoParts } from '../server.js';
import { listBoard, listSteps } from './board.js';
import { isoLocal, listMessages, say } from './messages.js';
import { moveClock } from './move-clock.js';
import { addResident, listPeople, mustBePlayed, seedResidents, suggested } from './people.js';
import { listPlaces } from './places.js';
import { waitSettled } from './settle.js';
import { addStream } from './stream.js';
import { channelQuery, clockBody, messagesQuery, newPersonBody, peopleQuery, sayBody } from './wire.js';

const idParam = z.object({ id: z.string().min(1).max(64) });
const numberParam = z.object({ number: z.string().min(1).max(20) });
const waitQuery = z.object({ wait: z.coerce.number().min(0).max(60).default(20) });

/** The page at `/` and the API it and scripts use; demo mode only. */
export async function addSimulator(
  server: FastifyInstance,
  engine: Engine,
  receiver: Receiver,
  demo: DemoParts,
): Promise<void> {
  // Two web processes may start in the same moment.
  await alone(engine.pool, 'seed-residents', () => seedResidents(engine));
  await server.register(fastifyStatic, {
    root: join(projectRoot, 'console', 'simulator'),
    prefix: '/',
    decorateReply: false,
  });
  addStream(server, engine, demo);
  const clock = () => ({ now: isoLocal(engine.clock.now(), engine), offsetMs: demo.clock.offsetMs() });

  server.get('/api/simulator/state', async () => {
    const people = await listPeople(engine, {});
    return {
      demo: true,
      notice: demoNotice,
      zone: engine.zone.config.zone.name,
      clock: clock(),
      people: suggested.flatMap((id) => people.filter((p) => p.id === id)),
    };
  });
  server.get('/api/simulator/people', async (request) => ({
    people: await listPeople(engine, peopleQuery.parse(request.query)),
  }));
  server.post('/api/simulator/people', async (request, reply) => {
    const body = newPersonBody.parse(request.body);
    return reply.status(201).send(await addResident(engine, body?.name));
  });
  server.get('/api/simulator/places', async () => ({ places: listPlaces(engine) }));

  server.post('/api/simulator/people/:id/messages', async (request, reply) => {
    const who = await mustBePlayed(engine, idParam.parse(request.params).id);
    const { channel } = channelQuery.parse(request.query);
    const said = await say(engine, receiver, demo, { ...who, channel }, sayBody.parse(request.body));
    return reply.status(202).send(said);
  });
  server.get('/api/simulator/people/:id/messages', async (request) => {
    const who = await mustBePlayed(engine, idParam.parse(request.params).id);
    const { channel } = channelQuery.parse(request.query);
    const { after, wait } = messagesQuery.parse(request.query);
    return listMessages(engine, demo, channel, who.phone, after, wait);
  });
  server.get('/api/simulator/settled', async (request) => {
    const { wait } = waitQuery.parse(request.query);
    return { settled: await waitSettled(engine, wait * 1000) };
  });

  server.get('/api/simulator/clock', async () => clock());
  server.post('/api/simulator/clock', async (request) => {
    const body = clockBody.parse(request.body);
    const now = engine.clock.now().getTime();
    const { minutes = 0, hours = 0, days = 0 } = 'advance' in body ? body.advance : {};
    const byMs =
      'until' in body ? Date.parse(body.until) - now : ((days * 24 + hours) * 60 + minutes) * 60_000;
    if (byMs < 0) throw new AppError('clock-backwards', 'tell-user', '时间只能往前拨');
    await moveClock(engine, demo, byMs);
    return clock();
  });

  server.get('/api/simulator/cases', async () => ({ cases: await listBoard(engine) }));
  server.get('/api/simulator/cases/:number/events', async (request) => ({
    events: await listSteps(engine, numberParam.parse(request.params).number),
  }));
  server.get('/api/simulator/media/:id', async (request, reply) => {
    const { id } = z.object({ id: z.uuid() }).parse(request.params);
    const media = await engine.media.read(id);
    return reply.type(media.mime).send(media.bytes);
  });
}
