import Fastify from 'fastify';
import { addApi } from './api/add-api.js';
import { BotLine } from './callback/bot-line.js';
import { deliverMalicious } from './callback/malicious.js';
import { verifyUrl } from './callback/verify-url.js';
import { addControl } from './control/add-control.js';
import { addPictures } from './control/add-pictures.js';
import { waitForItem } from './corp/wait-for-item.js';
import { defaultKnobs } from './knobs.js';
import { say } from './people/say.js';
import { inventedSettings, productSettings } from './settings.js';
import { createParts } from './sim-parts.js';
import type { WecomSim, WecomSimOptions } from './wecom-sim.js';

const defaultWaitMs = 5000;

/** Starts one simulated corp with one self-built app; nothing of it outlives `close`. */
export async function startWecomSim(options: WecomSimOptions = {}): Promise<WecomSim> {
  const { port = 0, host = '127.0.0.1', ...given } = options;
  const settings = { ...inventedSettings, ...chosen(given, inventedSettings) };
  const parts = createParts(settings, { ...defaultKnobs, ...chosen(given, defaultKnobs) });
  const line = new BotLine();
  const app = Fastify({ forceCloseConnections: true });

  const sim: WecomSim = {
    url: '',
    settings,
    productSettings: productSettings(settings, ''),
    clock: parts.clock,
    users: {
      add: (userid, name) => void parts.members.add(userid, name),
      say: (userid, what) =>
        say(parts, line, sim.url, userid, typeof what === 'string' ? { text: what } : what),
      tap: (userid, tap) => say(parts, line, sim.url, userid, { tap }),
    },
    inbox: (userid, after) => parts.inboxes.list(userid, after),
    waitFor: (userid, predicate, timeoutMs = defaultWaitMs) =>
      waitForItem(parts.inboxes, userid, predicate, timeoutMs, line.closing),
    log: () => parts.calls.list(),
    turn(knobs) {
      Object.assign(parts.knobs, knobs);
      if ('members' in knobs) parts.members.restrictTo(knobs.members);
    },
    invalidateTokens: () => parts.tokens.invalidateAll(),
    failNext: (path, errcode, times) => parts.faults.order(path, errcode, times),
    verifyCallback: () => verifyUrl(parts, line),
    malicious: (kind) => deliverMalicious(parts, line, kind),
    async close() {
      await line.close();
      await app.close();
    },
  };

  await addApi(app, parts);
  addPictures(app, parts);
  await addControl(app, sim);
  sim.url = await app.listen({ port, host });
  sim.productSettings = productSettings(settings, sim.url);
  return sim;
}

/** The entries of `given` that `model` has and that were set. */
function chosen<T extends object>(given: Partial<T>, model: T): Partial<T> {
  const entries = Object.entries(given).filter(([name, value]) => name in model && value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
