import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSimOptions } from '../../wecom-sim/wecom-sim.js';
import { ApiClient } from './api-client.js';
import { startFakeBot } from './fake-bot.js';

/** A simulator and a bot that know each other, with short pauses between retries. */
export async function startPair(options: WecomSimOptions = {}) {
  const sim = await startWecomSim({ retryDelayMs: 5, ...options });
  const bot = await startFakeBot(sim.settings);
  sim.turn({ callbackUrl: bot.url });
  const api = new ApiClient(sim);
  await api.signIn();
  const close = async () => {
    await sim.close();
    await bot.close();
  };
  return { sim, bot, api, close };
}

export type Pair = Awaited<ReturnType<typeof startPair>>;
