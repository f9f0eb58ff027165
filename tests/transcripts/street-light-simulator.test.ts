import { afterAll, beforeAll, test } from 'vitest';
import { createChat } from '../support/chat.js';
import { type Product, startProduct } from '../support/product.js';
import { playStreetLight, startsAt } from './street-light.js';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ DEMO_START_AT: startsAt });
});
afterAll(async () => {
  await product.stop();
});

test('a resident’s broken street light is reported, let slip, pressed, mended, found wanting, mended again and closed (simulator)', async () => {
  const chat = (id: string) => createChat(product.url, id);
  await playStreetLight({
    resident: chat('resident-1'),
    officer: chat('hs-officer-1'),
    superior: chat('hs-head'),
    town: chat('hw-dispatcher-1'),
    zone: chat('qw-dispatcher-1'),
    moveTo: (at) => product.moveTo(at),
    restart: () => product.restart(),
  });
}, 120_000);
