import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { SimParts } from '../sim-parts.js';
import type { WecomSim } from '../wecom-sim.js';
import { addEvents } from './events.js';
import { addViews } from './views.js';

// Everything on the page is its own; nothing is inline and nothing comes from elsewhere.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page at `/`: every simulated phone, the knobs, the calls. */
export async function addPage(app: FastifyInstance, parts: SimParts, sim: WecomSim): Promise<void> {
  addViews(app, parts, sim);
  addEvents(app, parts);
  await app.register(fastifyStatic, {
    root: pageFolder(),
    prefix: '/',
    // A page that was changed is seen at the next load.
    cacheControl: false,
    setHeaders: (response) => {
      response.header('content-security-policy', policy);
      response.header('x-content-type-options', 'nosniff');
      response.header('cache-control', 'no-cache');
    },
  });
}

/** The same folder, whether this file runs from the sources or from `dist/`. */
function pageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'wecom-sim', 'page', 'index.html'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('wecom-sim/page/index.html not found above the running code');
    folder = parent;
  }
  return join(folder, 'wecom-sim', 'page');
}
