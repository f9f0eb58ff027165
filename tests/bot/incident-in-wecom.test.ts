import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { openTown, type Town } from '../support/town.js';

let sim: WecomSim;
let town: Town;
beforeAll(async () => {
  sim = await startWecomSim();
  town = await openTown({
    startAt: '2026-09-23T10:00:00+08:00',
    env: { APP_MODE: 'demo', ...sim.productSettings },
  });
  sim.turn({ callbackUrl: `${town.url}/callbacks/wecom-app` });
  sim.clock.setOffset(town.app.clock?.offsetMs() ?? 0);
});
afterAll(async () => {
  await town.close();
  await sim.close();
});

function heardBy(userid: string): string {
  return sim
    .inbox(userid)
    .map((item) => JSON.stringify(item.content))
    .join('\n');
}

async function openIncidents(): Promise<{ code: string; what: string; remedy: string }[]> {
  await town.app.watch.now();
  const detail = await (await fetch(`${town.url}/readyz`)).json();
  return (detail as { incidents: { code: string; what: string; remedy: string }[] }).incidents;
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await delay(50);
}

it('an address that WeCom does not allow is shown with its remedy at once, and told when WeCom lets us in', async () => {
  sim.orderApiFaults([60020], '/cgi-bin/message/send');
  await sim.users.say('jumin-zhang', '锦河花苑5号楼门口的路灯不亮了');
  const resting = async () =>
    (await town.app.engine.pool.query(`SELECT 1 FROM settings WHERE starts_with(key, 'pause:')`)).rowCount ===
    1;
  await until(resting);

  expect(await openIncidents()).toMatchObject([
    {
      code: 'wecom-address',
      what: expect.stringContaining('消息发不出去'),
      remedy: expect.stringContaining('企业可信IP'),
    },
  ]);
  expect(heardBy('yunwei-1')).toBe('');

  // The channel's rest is over before its time; the next call is let through.
  await town.app.engine.pool.query(`UPDATE settings SET expires_at = now() WHERE starts_with(key, 'pause:')`);
  await until(async () => {
    await town.app.sweeper?.now();
    return !(await resting());
  });
  await town.settle();
  expect(heardBy('jumin-zhang')).toMatch(/锦河花苑/);
  expect(await openIncidents()).toEqual([]);

  await town.app.clock?.advance(3 * 60_000);
  await town.app.watch.now();
  await until(() => heardBy('yunwei-1') !== '');
  expect(heardBy('yunwei-1')).toMatch(/【运行】出过一次，已经好了：企业微信拒绝了本机的地址/);
  expect(heardBy('yunwei-1').match(/【运行】/g)).toHaveLength(1);
});
