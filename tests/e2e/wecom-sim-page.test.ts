import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.js';
import { buttonCard, cardMessage } from '../wecom-sim/sample-cards.js';
import { type Pair, startPair } from '../wecom-sim/sim-with-bot.js';

let browser: Browser;
let pair: Pair;
let page: Page;
let problems: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

beforeEach(async () => {
  pair = await startPair({ seed: 'seven', hangMs: 20 });
  pair.sim.users.add('zhangsan', '张三', '网格员');
  pair.sim.users.add('lisi', '李四', '办件人');
  problems = [];
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') problems.push(request.url());
  });
  await page.goto(pair.sim.url);
});
afterEach(async () => {
  await page.close();
  await pair.close();
  expect(problems).toEqual([]);
});

async function openPhones(...names: string[]) {
  await page.getByTestId('add-phone').click();
  for (const name of names) {
    await page.getByTestId('people-search').fill(name);
    await page.locator('.person input').first().check();
  }
  await page.getByTestId('people-open').click();
}
const phone = (userid: string) => page.locator(`[data-testid=phone][data-userid=${userid}]`);

it('two phones side by side: a card arrives, is tapped, and greys with the replacing text', async () => {
  await openPhones('张三', '李四');
  await phone('zhangsan').getByTestId('input').fill('路灯不亮');
  await phone('zhangsan').getByTestId('send').click();
  await phone('zhangsan').getByText('路灯不亮').waitFor();
  expect(pair.bot.received[0]?.message).toMatchObject({ FromUserName: 'zhangsan', Content: '路灯不亮' });

  const tapped = new Promise<Record<string, string>>((resolve) =>
    pair.bot.answerWith(({ message }, _nth, response) => {
      response.writeHead(200).end();
      resolve(message);
    }),
  );
  await pair.api.send(cardMessage(buttonCard('case-1'), { touser: 'lisi' }));
  await phone('lisi').getByRole('button', { name: '签收' }).click();
  const click = await tapped;
  expect(click).toMatchObject({
    FromUserName: 'lisi',
    Event: 'template_card_event',
    EventKey: 'acknowledge',
    TaskId: 'case-1',
  });
  await pair.api.update({
    response_code: click.ResponseCode,
    userids: ['lisi'],
    button: { replace_name: '李四已签收' },
  });
  await phone('lisi').getByTestId('card-outcome').filter({ hasText: '李四已签收' }).waitFor();
  await phone('lisi').getByText('点了“签收”').waitFor();
  expect(await phone('lisi').getByTestId('card-button').count()).toBe(0);
});

it('a member sends a picture, a place, a sound and opens the app', async () => {
  await openPhones('张三');
  await phone('zhangsan').getByTestId('tool-picture').click();
  await phone('zhangsan').getByTestId('sample-picture').click();
  await phone('zhangsan').locator('img.picture').waitFor();
  await phone('zhangsan').getByTestId('tool-place').click();
  await phone('zhangsan').getByTestId('send-place').click();
  await phone('zhangsan').locator('.bubble--place').waitFor();
  await phone('zhangsan').getByTestId('tool-voice').click();
  await phone('zhangsan').locator('.bubble--voice').waitFor();
  await phone('zhangsan').getByTestId('tool-enter').click();
  await phone('zhangsan').getByText('打开了应用').waitFor();
  await pair.sim.users.say('zhangsan', '最后');
  const kinds = pair.bot.received.map(({ message }) => message.Event ?? message.MsgType);
  expect(kinds).toEqual(['image', 'location', 'voice', 'enter_agent', 'text']);
});

it('a fault turned on at the panel strikes, is seen among the calls, and ends with one word', async () => {
  await openPhones('李四');
  await page.getByTestId('open-faults').click();
  await page.getByTestId('rate-busy').fill('100');
  await page.getByTestId('active-faults').filter({ hasText: '1' }).waitFor();
  expect(pair.sim.knobs().faultRates).toEqual({ busy: 1 });
  expect((await pair.api.sendText('lisi', '被挡住的')).errcode).toBe(-1);
  await page.getByTestId('calm').click();
  await page.getByTestId('active-faults').waitFor({ state: 'hidden' });

  await page.getByTestId('next-timeout-after').click();
  await page.getByTestId('active-faults').waitFor();
  await expect(pair.api.sendText('lisi', '办完不答')).rejects.toThrow();
  await phone('lisi').getByText('办完不答').waitFor();
  await page.getByTestId('open-calls').click();
  await page.getByTestId('call').filter({ hasText: '系统繁忙' }).first().waitFor();
  await page.getByTestId('call').filter({ hasText: '办完不答' }).first().waitFor();

  await page.getByTestId('open-faults').click();
  await page.getByTestId('seed').fill('another');
  await page.getByRole('button', { name: '从头来' }).click();
  await page.getByTestId('knob-strictOrder').check();
  await page.getByTestId('knob-holdMs').fill('300');
  await page.getByTestId('knob-holdMs').blur();
  await page.getByTestId('knob-latencyMs-to').fill('40');
  await page.getByTestId('knob-latencyMs-to').blur();
  await page.getByTestId('active-faults').filter({ hasText: '1' }).waitFor();
  expect(pair.sim.knobs()).toMatchObject({
    seed: 'another',
    strictOrder: true,
    holdMs: 300,
    latencyMs: { from: 0, to: 40 },
    faultRates: {},
  });
});

it('the clock moves, and what a phone showed is there again after a reload', async () => {
  await openPhones('李四');
  await pair.api.sendText('lisi', '早先的消息');
  await page.getByRole('button', { name: '+1 天' }).click();
  await page.getByTestId('clock-off').filter({ hasText: '比本机快 1 天' }).waitFor();
  expect(pair.sim.clock.offsetMs).toBe(24 * 3600 * 1000);
  await page.reload();
  await phone('lisi').getByText('早先的消息').waitFor();
});

it('on a phone’s screen one thing is seen at a time, and nothing sticks out', async () => {
  await page.setViewportSize({ width: 390, height: 780 });
  await openPhones('张三', '李四');
  await phone('lisi').waitFor();
  await page.locator('.tab', { hasText: '张三' }).click();
  expect(await phone('zhangsan').isVisible()).toBe(true);
  expect(await phone('lisi').isVisible()).toBe(false);
  await pair.api.sendText('lisi', '没看到的');
  await page.locator('.tab.has-unread', { hasText: '李四' }).waitFor();
  await page.locator('.tab', { hasText: '捣乱' }).click();
  await page.getByTestId('calm').waitFor();
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  expect(wider).toBeLessThanOrEqual(0);

  const picture = process.env.PICTURE_DIR;
  if (picture) {
    await mkdir(picture, { recursive: true });
    await page.screenshot({ path: join(picture, 'picture-wecom-sim.png') });
  }
});
