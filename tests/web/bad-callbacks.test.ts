import { afterAll, beforeAll, expect, test } from 'vitest';
import { maliciousKinds } from '../../wecom-sim/callback/malicious.js';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { type Product, startProduct } from '../support/product.js';
import { createWecomPhone } from '../support/wecom-phone.js';

let sim: WecomSim;
let product: Product;
beforeAll(async () => {
  sim = await startWecomSim();
  product = await startProduct({ DEMO_START_AT: '2026-09-23T10:00:00+08:00', ...sim.productSettings });
  sim.turn({ callbackUrl: `${product.url}/callbacks/wecom-app` });
  sim.clock.setOffset(await product.offsetMs());
});
afterAll(async () => {
  await product.stop();
  await sim.close();
});

// An old timestamp is authentic: WeCom sets no bound, and the unique key keeps a replay from acting twice.
const forged = maliciousKinds.filter((kind) => kind !== 'old-timestamp');

test.each(forged)(
  'a callback that is %s is refused with 4xx, leaves one log line and stores nothing',
  async (kind) => {
    const before = await product.countRows('inbound_messages');
    const linesBefore = product.output().split('\n').length;
    const outcome = await sim.malicious(kind);
    expect(outcome.status).toBeGreaterThanOrEqual(400);
    expect(outcome.status).toBeLessThan(500);
    expect(await product.countRows('inbound_messages')).toBe(before);
    const lines = product
      .output()
      .split('\n')
      .slice(linesBefore - 1)
      .filter((line) => line.trim() !== '');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/Encrypt|<xml|[\u4e00-\u9fff]{6}/);
  },
);

test('the address is verified before any token exists', async () => {
  expect((await sim.verifyCallback()).ok).toBe(true);
});

test('a stranger’s photo is kept, and he is asked what it shows', async () => {
  const before = await product.countRows('inbound_messages');
  const phone = createWecomPhone(sim, product, 'jumin-li');
  await phone.sendsPhoto();
  expect(await phone.news()).toMatch(/照片收到/);
  expect(await product.countRows('inbound_messages')).toBe(before + 1);
});

test('WeCom’s repeat of a message it thinks lost changes nothing', async () => {
  sim.turn({ duplicateDeliveries: 2 });
  const phone = createWecomPhone(sim, product, 'jumin-wang');
  await phone.says('我的');
  sim.turn({ duplicateDeliveries: 0 });
  const heard = await phone.news();
  expect(heard.match(/还没有报过事/g)).toHaveLength(1);
});
