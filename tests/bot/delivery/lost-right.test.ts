import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWecomSim } from '../../../wecom-sim/server.js';
import type { WecomSim } from '../../../wecom-sim/wecom-sim.js';
import { openTown, type Town } from '../../support/town.js';

let sim: WecomSim;
let town: Town;
beforeAll(async () => {
  sim = await startWecomSim({ hangMs: 200 });
  town = await openTown({
    startAt: '2026-11-03T10:00:00+08:00',
    env: { APP_MODE: 'demo', ...sim.productSettings },
  });
  sim.turn({ callbackUrl: `${town.url}/callbacks/wecom-app` });
});
afterAll(async () => {
  await town.close();
  await sim.close();
});

const resident = 'jumin-li';
const card = () => sim.inbox(resident).find((item) => item.buttons?.some((b) => b.text === '可以'));

it('a card whose right to be greyed was lost still answers a tap, in words, and the tap brings a new right', async () => {
  // The first message is the greeting, the second the card; its answer is lost, and the repeat brings no right.
  sim.orderApiFaults(['none', 'drop-after'], '/cgi-bin/message/send');
  await sim.users.say(resident, '锦河花苑5号楼门口的路灯不亮了');
  await town.settle();
  const shown = card();
  expect(shown?.taskId).toBeDefined();
  expect(sim.inbox(resident).filter((item) => item.taskId === shown?.taskId)).toHaveLength(1);

  await sim.users.say(resident, '可以');
  await town.settle();
  expect(card()?.replaced).toBeUndefined();
  const { client } = town.app.engine;
  const update = await client.outboundMessage.findFirstOrThrow({
    where: { cardId: shown?.taskId ?? '', kind: 'card-update' },
  });
  expect(update).toMatchObject({ state: 'failed', failureCode: 'no-right' });

  const before = sim.inbox(resident).length;
  const key = shown?.buttons?.find((b) => b.text === '可以')?.key ?? '';
  await sim.users.tap(resident, { taskId: shown?.taskId ?? '', key });
  await town.settle();
  const answers = sim.inbox(resident, before);
  expect(answers.map((item) => item.msgtype)).toEqual(['text']);
  expect(String(answers[0]?.content.content)).toMatch(/已经办过/);
  expect(await client.cardHandle.count({ where: { cardId: shown?.taskId ?? '', usedAt: null } })).toBe(1);
}, 60_000);
