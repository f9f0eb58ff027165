import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { projectRoot } from '../shared/paths.js';

/** The page behind the link of the first answer: who we are, what we keep. In the demo it says so itself. */
export async function addAbout(server: FastifyInstance, demoMark: string | null): Promise<void> {
  const root = join(projectRoot, 'console', 'about');
  await server.register(fastifyStatic, { root, prefix: '/about/', index: false });
  const html = await readFile(join(root, 'index.html'), 'utf8');
  const page = html.replace('<!--demo-mark-->', demoMark ? `<p class="demo">${demoMark}</p>` : '');
  for (const path of ['/about', '/about/']) {
    server.get(path, async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  }
}
