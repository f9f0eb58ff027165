import { afterAll, beforeAll, test } from 'vitest';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { type Product, startProduct } from '../support/product.js';
import { createWecomPhone } from '../support/wecom-phone.js';
import { playStreetLight, startsAt } from './street-light.js';

let sim: WecomSim;
let product: Product;
beforeAll(async () => {
  sim = await startWecomSim();
  product = await startProduct({ DEMO_START_AT: startsAt, ...sim.productSettings });
  sim.turn({ callbackUrl: `${product.url}/callbacks/wecom-app` });
  sim.clock.setOffset(await product.offsetMs());
});
afterAll(async () => {
  await product.stop();
  await sim.close();
});

test('the same case goes its way through encrypted callbacks and message/send (WeCom)', async () => {
  const phone = (userid: string) => createWecomPhone(sim, product, userid);
  await playStreetLight({
    resident: phone('jumin-zhang'),
    officer: phone('hs-officer-1'),
    superior: phone('hs-head'),
    town: phone('hw-dispatcher-1'),
    zone: phone('qw-dispatcher-1'),
    async moveTo(at) {
      await product.moveTo(at);
      sim.clock.setOffset(await product.offsetMs());
    },
    restart: () => product.restart(),
  });
}, 120_000);
