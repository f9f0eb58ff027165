import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/browser.js';
import { type Product, startProduct } from '../support/product.js';

let product: Product;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  product = await startProduct({ DEMO_START_AT: '2026-11-23T10:00:00+08:00' });
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

test('a newcomer reports on the page, the officer’s card appears, the clock is moved and the reminder is seen', async () => {
  await page.goto(product.url);
  expect(await page.textContent('body')).toContain('演示数据，均为虚构');
  const resident = page.getByTestId('pane-resident');
  const officer = page.getByTestId('pane-officer');

  await resident.getByTestId('input').fill('锦河花苑5号楼门口的路灯不亮了');
  await resident.getByTestId('send').click();
  await resident.getByRole('button', { name: '可以', exact: true }).click();
  await resident
    .getByText(/已登记，编号 \d{4,9}-\d/)
    .first()
    .waitFor();

  await officer.getByTestId('card').getByText('路灯').first().waitFor();
  await page.getByTestId('case-row').first().waitFor();
  await page.getByTestId('advance-1d').click();
  await officer
    .getByText(/等你签收/)
    .first()
    .waitFor({ timeout: 20_000 });
  await page.getByTestId('clock-now').filter({ hasText: '11月24日' }).waitFor();

  const picture = process.env.PICTURE_DIR;
  if (picture) {
    await mkdir(picture, { recursive: true });
    await page.screenshot({ path: join(picture, 'picture-simulator.png') });
  }
}, 60_000);

test('nothing on the page comes from elsewhere or breaks its own policy', async () => {
  const problems: string[] = [];
  const fresh = await browser.newPage();
  fresh.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  fresh.on('pageerror', (error) => problems.push(error.message));
  fresh.on('request', (request) => {
    const url = new URL(request.url());
    if (!['127.0.0.1'].includes(url.hostname) && !['data:', 'blob:'].includes(url.protocol))
      problems.push(request.url());
  });
  await fresh.goto(product.url);
  await fresh.getByTestId('pane-resident').waitFor();
  await fresh.goto(`${product.url}/about`);
  expect(await fresh.textContent('body')).toContain('演示数据，均为虚构');
  await fresh.close();
  expect(problems).toEqual([]);
});
