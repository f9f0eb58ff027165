import Fastify from 'fastify';
import { addApi } from './api/add-api.js';
import { BotLine } from './callback/bot-line.js';
import { addControl } from './control/add-control.js';
import { addPictures } from './control/add-pictures.js';
import { drawSeed } from './faults/dice.js';
import { defaultKnobs } from './knobs.js';
import { addPage } from './live/add-page.js';
import { inventedSettings, productSettings } from './settings.js';
import { createParts, defaultKeep } from './sim-parts.js';
import { steerSim } from './steer-sim.js';
import { requireShares } from './turn-knobs.js';
import type { WecomSim, WecomSimOptions } from './wecom-sim.js';

/** Starts one simulated corp with one self-built app; nothing of it outlives `close`. */
export async function startWecomSim(options: WecomSimOptions = {}): Promise<WecomSim> {
  const { port = 0, host = '127.0.0.1', ...given } = options;
  const settings = { ...inventedSettings, ...chosen(given, inventedSettings) };
  const parts = createParts(
    settings,
    { ...defaultKnobs, seed: drawSeed(), ...chosen(given, defaultKnobs) },
    { ...defaultKeep, ...chosen(given, defaultKeep) },
  );
  requireShares(parts.knobs.faultRates);
  const line = new BotLine(parts.closing);
  const app = Fastify({ forceCloseConnections: true });
  const sim: WecomSim = {
    ...steerSim(parts, line, () => sim.url),
    url: '',
    settings,
    productSettings: productSettings(settings, ''),
    async close() {
      await line.close();
      await app.close();
    },
  };

  await addApi(app, parts);
  addPictures(app, parts);
  await addControl(app, sim);
  await addPage(app, parts, sim);
  sim.url = await app.listen({ port, host });
  sim.productSettings = productSettings(settings, sim.url);
  return sim;
}

/** The entries of `given` that `model` has and that were set. */
function chosen<T extends object>(given: Partial<T>, model: T): Partial<T> {
  const entries = Object.entries(given).filter(([name, value]) => name in model && value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
