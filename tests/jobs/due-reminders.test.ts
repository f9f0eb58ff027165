import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { remindDue } from '../../src/bot/remind-due.js';
import { silentLog } from '../../src/shared/log.js';
import { claimDueReminders } from '../../src/store/due-reminders.js';
import { freeClaims } from '../../src/store/free-claims.js';
import { openHolder } from '../../src/store/holder.js';
import { reportTo } from '../support/matter.js';
import { openTown, type Town } from '../support/town.js';

let town: Town | null = null;
afterEach(async () => {
  await town?.close();
  town = null;
});

interface Planted {
  id: string;
  dueAt: Date;
}

/** First rungs of the clock that runs for the officer of one case; each tells him once and changes nothing else. */
async function plant(of: Town, dues: readonly Date[]): Promise<Planted[]> {
  const { client } = of.app.engine;
  const clock = await client.deadline.findFirstOrThrow({ where: { kind: 'acknowledge', state: 'running' } });
  const planted = dues.map((dueAt) => ({ id: randomUUID(), dueAt }));
  await client.reminder.createMany({
    data: planted.map((each) => ({
      ...each,
      deadlineId: clock.id,
      caseId: clock.caseId,
      step: 0,
      revision: clock.revision,
    })),
  });
  return planted;
}

/** A town in which three reminders of one case have just fallen due. */
async function openWithThreeDue() {
  const here = await openTown({ startAt: '2026-11-03T09:00:00+08:00', sweep: false });
  town = here;
  const { officer } = await reportTo(here, '和顺家园3号楼门口的路灯不亮了');
  await officer.news();
  const { engine } = here.app;
  const now = engine.clock.now();
  const dues = [1, 2, 3].map((i) => new Date(now.getTime() - i * 1000));
  return { here, officer, engine, now, planted: await plant(here, dues) };
}

async function stateOf(of: Town, planted: readonly Planted[]) {
  const rows = await of.app.engine.client.reminder.findMany({
    where: { id: { in: planted.map((each) => each.id) } },
    orderBy: [{ doneAt: 'asc' }],
  });
  return rows;
}

describe('Hundreds of reminders', () => {
  it('due within seconds come in time by a few jobs, each once, while the sweep is switched off', async () => {
    town = await openTown({ startAt: '2026-11-03T09:00:00+08:00', sweep: false });
    const { officer } = await reportTo(town, '和顺家园3号楼门口的路灯不亮了');
    await officer.news();
    const { engine } = town.app;
    const from = engine.clock.now().getTime() + 1500;
    const planted = await plant(
      town,
      Array.from({ length: 300 }, (_, i) => new Date(from + Math.floor(i / 3) * 150)),
    );
    const now = engine.clock.now().getTime();
    await engine.wakeUps.add(
      planted.map(({ dueAt }) => ({ job: { name: 'remind-due' }, delayMs: dueAt.getTime() - now })),
    );
    await vi.waitFor(
      async () => {
        const rows = town ? await stateOf(town, planted) : [];
        expect(rows.filter((r) => r.state === 'pending')).toEqual([]);
      },
      { timeout: 60_000, interval: 500 },
    );
    const rows = await stateOf(town, planted);
    const late = rows.map((r) => (r.doneAt?.getTime() ?? 0) - r.dueAt.getTime()).sort((a, b) => a - b);
    expect(late[0]).toBeGreaterThanOrEqual(0);
    // `npm run long -- wake-ups` measures; here other tests may have the machine.
    expect(late[Math.floor(late.length * 0.99)]).toBeLessThan(5000);
    let heard = '';
    await vi.waitFor(
      async () => {
        heard += await officer.news();
        expect(heard.match(/等你签收/g)?.length).toBeGreaterThanOrEqual(300);
      },
      { timeout: 60_000, interval: 500 },
    );
    await town.settle();
    heard += await officer.news();
    expect(heard.match(/等你签收/g)).toHaveLength(300);
  }, 150_000);

  it('are shared by two workers who are woken at the same moment, and none is told twice', async () => {
    town = await openTown({ startAt: '2026-11-03T09:00:00+08:00', sweep: false });
    const { officer } = await reportTo(town, '和顺家园3号楼门口的路灯不亮了');
    await officer.news();
    const { engine } = town.app;
    const now = engine.clock.now().getTime();
    const planted = await plant(
      town,
      Array.from({ length: 60 }, (_, i) => new Date(now - 60_000 + i)),
    );
    await Promise.all([remindDue(engine), remindDue(engine), remindDue(engine)]);
    const rows = await stateOf(town, planted);
    expect(rows.map((r) => r.state)).toEqual(rows.map(() => 'sent'));
    await town.settle();
    expect((await officer.news()).match(/等你签收/g)).toHaveLength(60);
  }, 60_000);

  it('that a worker held when it was killed are given by another at once, in their order', async () => {
    const { here, officer, engine, now, planted } = await openWithThreeDue();
    const killed = await openHolder(here.connectionString, silentLog);
    expect(await claimDueReminders(engine.pool, now, 20_000, 20, killed.number())).toHaveLength(3);
    expect(await freeClaims(engine.pool)).toBe(0);
    expect(await remindDue(engine)).toBe(0);
    await killed.close();
    expect(await freeClaims(engine.pool)).toBe(3);
    expect(await remindDue(engine)).toBe(3);
    expect((await stateOf(here, planted)).map((r) => r.state)).toEqual(['sent', 'sent', 'sent']);
    await here.settle();
    expect((await officer.news()).match(/等你签收/g)).toHaveLength(3);
  }, 60_000);

  it('that a worker held when its machine vanished are taken over by another', async () => {
    const { here, officer, engine, now, planted } = await openWithThreeDue();
    // It claims, and is never heard of again.
    expect(await claimDueReminders(engine.pool, now, 1000, 20, null)).toHaveLength(3);
    expect(await remindDue(engine)).toBe(0);
    await vi.waitFor(
      async () => {
        await remindDue(engine);
        expect((await stateOf(here, planted)).map((r) => r.state)).toEqual(['sent', 'sent', 'sent']);
      },
      { timeout: 10_000, interval: 100 },
    );
    await here.settle();
    expect((await officer.news()).match(/等你签收/g)).toHaveLength(3);
  }, 60_000);
});
