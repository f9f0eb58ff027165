import Fastify from 'fastify';
import { Pool } from 'undici';
import type { App } from '../src/app.js';
import { perSecond } from './load.js';
import type { Measured } from './main.js';
import { sealedText } from './wecom.js';

const count = 6000;
const width = 50;
const people = 500;

/** Verify, decrypt, parse, store, answer 200; the floor stores the raw body with one INSERT and answers. */
export async function measureIntake(app: App): Promise<Measured> {
  const url = await app.server.listen({ port: 0, host: '127.0.0.1' });
  const posts = Array.from({ length: count }, (_x, i) =>
    sealedText(`bench-${i % people}`, `第${i}盏路灯不亮了`, String(i)),
  );
  const client = new Pool(url, { connections: width });
  const send = async (path: string, body: string) => {
    const answer = await client.request({
      path,
      method: 'POST',
      body,
      headers: { 'content-type': 'text/xml' },
    });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}`);
  };
  // Everybody has written once before: a first message also makes the person.
  await perSecond(people, width, (i) => {
    const { path, body } = sealedText(`bench-${i}`, '你好', `first-${i}`);
    return send(path, body);
  });
  const ours = await perSecond(count, width, (i) => send(posts[i]?.path ?? '', posts[i]?.body ?? ''));
  await client.close();

  const { pool } = app.engine;
  await pool.query('CREATE TABLE bench_floor (id bigserial PRIMARY KEY, body text NOT NULL)');
  const floorServer = Fastify();
  floorServer.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  floorServer.post('/', async (request, reply) => {
    await pool.query('INSERT INTO bench_floor (body) VALUES ($1)', [request.body]);
    return reply.send('');
  });
  const floorUrl = await floorServer.listen({ port: 0, host: '127.0.0.1' });
  const floorClient = new Pool(floorUrl, { connections: width });
  const floor = await perSecond(count, width, async (i) => {
    const answer = await floorClient.request({
      path: '/',
      method: 'POST',
      body: posts[i]?.body ?? '',
      headers: { 'content-type': 'text/xml' },
    });
    await answer.body.dump();
  });
  await floorClient.close();
  await floorServer.close();
  return { ours, floor, floorIs: 'Fastify and one INSERT, nothing verified' };
}
