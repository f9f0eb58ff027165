import { encrypt, getSignature } from '@wecom/crypto';
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

test('an authentic message of a kind we do not read is answered 200, kept, and the person is told', async () => {
  const before = await product.countRows('inbound_messages');
  const { corpId, token, encodingAesKey } = sim.settings;
  const link = `<xml><ToUserName>${corpId}</ToUserName><FromUserName>jumin-zhao</FromUserName><CreateTime>1790000000</CreateTime><MsgType>link</MsgType><Title>t</Title><Url>http://127.0.0.1/</Url><MsgId>7777777777777777777</MsgId><AgentID>1000002</AgentID></xml>`;
  const sealed = encrypt(encodingAesKey, link, corpId);
  const query = new URLSearchParams({
    msg_signature: getSignature(token, '1790000000', 'nonce', sealed),
    timestamp: '1790000000',
    nonce: 'nonce',
  });
  const answer = await fetch(`${product.url}/callbacks/wecom-app?${query}`, {
    method: 'POST',
    body: `<xml><ToUserName>${corpId}</ToUserName><AgentID>1000002</AgentID><Encrypt>${sealed}</Encrypt></xml>`,
  });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('');
  expect(await product.countRows('inbound_messages')).toBe(before + 1);
  expect(await createWecomPhone(sim, product, 'jumin-zhao').news()).toMatch(/这种消息我还看不了/);
});
