import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { openTown, type Town } from '../support/town.js';
import { wednesday } from './reporting.js';

let sim: WecomSim;
let town: Town;
beforeAll(async () => {
  sim = await startWecomSim();
  town = await openTown({ startAt: wednesday, env: { APP_MODE: 'demo', ...sim.productSettings } });
  sim.turn({ callbackUrl: `${town.url}/callbacks/wecom-app` });
  sim.clock.setOffset(town.app.clock?.offsetMs() ?? 0);
});
afterAll(async () => {
  await town.close();
  await sim.close();
});

/** What this member read after he did this. */
async function answerTo(userid: string, what: Parameters<WecomSim['users']['say']>[1]): Promise<string> {
  const before = sim.inbox(userid).at(-1)?.seq ?? 0;
  await sim.users.say(userid, what);
  await town.settle();
  return sim
    .inbox(userid, before)
    .map((item) => JSON.stringify(item.content))
    .join('\n');
}

describe('Members of the company whom config does not know', () => {
  test('are greeted and may report like any resident', async () => {
    expect(await answerTo('visitor-1', '碧桐苑门口的路灯不亮')).toMatch(
      /匿名也可以[\s\S]*这样报上去，可以吗/,
    );
    expect(await answerTo('visitor-1', '可以')).toMatch(/已登记，编号 \d+-\d/);
  });

  test('see nothing that belongs to those in office', async () => {
    for (const words of ['待派单', '我的待办', '谁值班']) {
      const heard = await answerTo('visitor-2', words);
      expect(heard, words).not.toBe('');
      expect(heard, words).not.toMatch(/hw-|甲|乙|待派单 /);
    }
  });
});

test('an officer who leaves loses his posts, and is told so when he tries', async () => {
  await answerTo('hs-officer-2', { event: 'unsubscribe' });
  await answerTo('hs-officer-2', { event: 'subscribe' });
  expect(await answerTo('hs-officer-2', '我的待办')).toMatch(/你已不在岗/);
});

test('a program that comes as a picture gets a clear word, not silence', async () => {
  expect(await answerTo('visitor-3', { image: Buffer.from('MZ not a picture at all') })).toMatch(
    /这种文件我看不了，请发 JPG 或 PNG 照片/,
  );
});

test('a picture that cannot be fetched is asked for again', async () => {
  await answerTo('visitor-4', '在吗');
  sim.failNext('/cgi-bin/media/get', 40007, 10);
  expect(await answerTo('visitor-4', { image: Buffer.from([0xff, 0xd8, 0xff, 0xe0]) })).toMatch(
    /没有传过来，请再发一次/,
  );
});
