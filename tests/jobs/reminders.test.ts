import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type App, createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { silentLog } from '../../src/shared/log.js';
import { projectRoot } from '../../src/shared/paths.js';
import { queueOutbound } from '../../src/store/outbox.js';
import { findPersonByKey } from '../../src/store/people.js';
import { storeInbound } from '../../src/store/store-inbound.js';
import { type Chat, createChat } from '../support/chat.js';
import { ConfigCopy } from '../support/config-copy.js';
import { createTestDatabase } from '../support/database.js';
import { numberIn, reportTo, rowOf } from '../support/matter.js';
import { openTown, type Town } from '../support/town.js';

const light = '和顺家园3号楼门口的路灯不亮了';

let town: Town | null = null;
afterEach(async () => {
  await town?.close();
  town = null;
});

/** Moves the clock in one jump, as if the process had slept; nobody is told to look. */
async function jumpTo(app: App, at: string): Promise<void> {
  await app.clock?.advance(Date.parse(at) - app.engine.clock.now().getTime());
}

/** Waits, within bounds, until this person has heard it. */
async function untilHeard(chat: Chat, pattern: RegExp): Promise<string> {
  let heard = '';
  await vi.waitFor(
    async () => {
      heard += await chat.news();
      expect(heard).toMatch(pattern);
    },
    { timeout: 15_000, interval: 100 },
  );
  return heard;
}

describe('A reminder', () => {
  it('comes by its own job, to the second, while the sweep is switched off', async () => {
    town = await openTown({ startAt: '2026-11-03T09:00:00+08:00', sweep: false });
    const { number, officer } = await reportTo(town, light);
    await officer.says(`签收 ${number}`);
    await officer.says(`已电话联系 ${number} 居民说晚上来看`);
    await officer.says(`申请延期 ${number} 到11月12日，等配件`);
    await officer.news();
    // Granted three seconds before the new limit's first reminder, which is thereby armed with a job of its own.
    await jumpTo(town.app, '2026-11-11T08:59:57+08:00');
    await town.chat('hs-head').taps('同意');
    expect(await officer.news()).not.toMatch(/还剩/);
    await untilHeard(officer, new RegExp(`${number}.*还剩1个工作日，期限明天17:30前`));
    const sent = await town.app.engine.client.reminder.findMany({ where: { state: 'sent' } });
    expect(sent.map((r) => r.dueAt.toISOString())).toEqual(['2026-11-11T01:00:00.000Z']);
    const late = (sent[0]?.doneAt?.getTime() ?? Infinity) - Date.parse('2026-11-11T01:00:00Z');
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(5000);
  });

  it('comes by the sweep when the queue was emptied', async () => {
    town = await openTown({ startAt: '2026-11-03T21:00:00+08:00' });
    const resident = await town.newResident();
    await resident.says('望山小区2号楼着火了，好大的烟');
    const next = town.chat('hw-leader');
    expect(await next.news()).toBe('');
    await town.app.engine.wakeUps.wipe();
    await jumpTo(town.app, '2026-11-03T21:03:05+08:00');
    await untilHeard(next, /【特急】[\s\S]*前一位还没应答，请你接/);
    // And the queue works on afterwards.
    await resident.says('人都出来了');
    await resident.hears(/已转给值班员/);
  });

  it('comes exactly once, all in the order of their times, when three days pass at once', async () => {
    town = await openTown({ startAt: '2026-11-03T09:00:00+08:00' });
    const first = await reportTo(town, light);
    await town.moveTo('2026-11-03T11:00:00+08:00');
    const second = await reportTo(town, '望山小区2号楼楼道里消防栓没水');
    await jumpTo(town.app, '2026-11-06T11:00:00+08:00');
    await town.settle();
    await town.app.sweeper?.now();

    const rows = await town.app.engine.client.reminder.findMany();
    const due = rows.filter((r) => r.dueAt.getTime() <= Date.parse('2026-11-06T11:00:00+08:00'));
    expect(due.length).toBeGreaterThanOrEqual(8);
    expect(due.filter((r) => r.state === 'pending')).toEqual([]);
    const sent = due.filter((r) => r.state === 'sent');
    const inOrderSent = sent.toSorted((a, b) => (a.doneAt?.getTime() ?? 0) - (b.doneAt?.getTime() ?? 0));
    const dues = inOrderSent.map((r) => r.dueAt.getTime());
    expect(dues).toEqual(dues.toSorted((a, b) => a - b));

    for (const { officer, number } of [first, second]) {
      const heard = await officer.news();
      const soon = heard.split(`${number} `).filter((line) => /等你签收/.test(line));
      const limit = heard.split(`${number} `).filter((line) => /^[^\n]*签收时间到了/.test(line));
      expect([soon.length, limit.length], heard).toEqual([1, 1]);
      expect(heard.indexOf('等你签收')).toBeLessThan(heard.indexOf('签收时间到了'));
    }
    const head = await town.chat('hs-head').news();
    expect(head.match(/没有签收/g)).toHaveLength(1);
  });

  it('is told in working time: a festival is nobody’s delay', async () => {
    town = await openTown({ startAt: '2026-09-29T09:00:00+08:00' });
    const { number } = await reportTo(town, light);
    await town.moveTo('2026-10-09T17:00:00+08:00');
    await town.chat('hs-head').hears(new RegExp(`${number}.*已超1个工作小时`));
    await town.chat('hw-dispatcher-1').hears(new RegExp(`${number}.*已超2个工作日`));
  });

  it('that ends the wait for a rating tells the officer and the reporter that the case is closed', async () => {
    town = await openTown({ startAt: '2026-11-03T09:00:00+08:00' });
    const { number, officer, resident } = await reportTo(town, light);
    await officer.says(`办结 ${number} 换了灯头`);
    await officer.news();
    await resident.news();
    await town.moveTo('2026-11-12T09:00:00+08:00');
    await officer.hears(new RegExp(`${number}.*没有收到评价，已自动结案`));
    await resident.hears(/先结案了。没办好的话，回“没办好”加编号，可以重开/);
    expect((await rowOf(town, number)).state).toBe('closed');
  });
});

describe('A job that was lost', () => {
  it('of a message: the sweep finds the message, and the person is answered', async () => {
    town = await openTown({ startAt: '2026-11-03T09:00:00+08:00' });
    const resident = await town.newResident();
    const { engine } = town.app;
    const message = {
      channel: 'simulator' as const,
      externalKey: 'stored-just-before-the-process-died',
      senderKey: resident.id,
      content: { kind: 'text' as const, text: light },
    };
    await storeInbound(engine.pool, [{ message, receivedAt: engine.clock.now() }], engine.ids);
    await untilHeard(resident, /这样报上去，可以吗/);
  });

  it('of an answer: the sweep finds the answer, and it is sent once', async () => {
    town = await openTown({ startAt: '2026-11-03T09:00:00+08:00' });
    const { engine } = town.app;
    const officer = town.chat('hs-officer-1');
    await engine.units.run(async (unit) => {
      const person = await findPersonByKey(unit, 'simulator', officer.id);
      if (!person) throw new Error('the demo zone has no hs-officer-1');
      const text = '等了很久的一句话';
      queueOutbound(
        unit,
        [
          {
            id: engine.ids.next(),
            personId: person.id,
            channel: 'simulator',
            caseId: null,
            lane: 'notice',
            content: { kind: 'text', text },
          },
        ],
        engine.clock.now(),
      );
    });
    const heard = await untilHeard(officer, /等了很久的一句话/);
    await town.app.sweeper?.now();
    expect(`${heard}${await officer.news()}`.match(/等了很久的一句话/g)).toHaveLength(1);
  });

  it('of one row that cannot be worked on does not keep the others waiting', async () => {
    town = await openTown({ startAt: '2026-11-03T09:00:00+08:00' });
    const broken = await reportTo(town, light);
    const sound = await reportTo(town, '望山小区4号楼门口的路灯不亮了');
    // A hand in the database: a case whose state says that somebody holds it while nobody does.
    await town.app.engine.client.case.update({
      where: { number: broken.number.replace('-', '') },
      data: { assigneeId: null },
    });
    await jumpTo(town.app, '2026-11-04T17:31:00+08:00');
    await untilHeard(sound.officer, new RegExp(`${sound.number}.*签收时间到了`));
  });
});

describe('A date that reaches into a year whose holidays are not published', () => {
  it('is told as 暂定, and worked out again once they are', async () => {
    const database = await createTestDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-year-'));
    const published = new ConfigCopy();
    // An invented notice: 1–4 January off, and Saturday 9 January worked.
    const notice = [
      "  '2027':",
      '    published: true',
      '    off:',
      ...['01', '02', '03', '04'].map((day) => `      '2027-01-${day}': 元旦`),
      '    work:',
      "      '2027-01-09': 元旦调休",
    ];
    published.append('calendar.yaml', notice);

    const open = async (configDir: string) => {
      const config = loadConfig({
        env: {
          DATA_DIR: dataDir,
          PORT: '0',
          DEMO_START_AT: '2026-12-30T10:00:00+08:00',
          CONFIG_DIR: configDir,
        },
        root: projectRoot,
      });
      const app = await createApp(config, silentLog, {
        database: {
          pool: database.pool,
          connectionString: database.connectionString,
          close: async () => undefined,
        },
      });
      await app.server.listen({ port: 0, host: '127.0.0.1' });
      const address = app.server.server.address();
      const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
      return { app, chat: (id: string) => createChat(url, id) };
    };

    let running = await open(join(projectRoot, 'config'));
    try {
      const resident = running.chat('resident-1');
      await resident.says(light);
      await resident.taps('可以');
      // Five working days from Wednesday 30 December: 31 December, then 4, 5, 6, 7 January.
      const receipt = await resident.hears(/2027年1月7日前（暂定）办好/);
      const number = numberIn(receipt);
      await running.app.close();

      running = await open(published.folder);
      // With Monday the 4th off: 31 December, then 5, 6, 7, 8 January.
      await untilHeard(
        running.chat('resident-1'),
        new RegExp(`${number}.*放假安排公布了，办好的时间改为2027年1月8日前。`),
      );
      const rows = await running.app.engine.client.deadline.findMany({ where: { kind: 'resolve' } });
      expect(rows.map((r) => [r.dueAt.toISOString(), r.provisional])).toEqual([
        ['2027-01-08T09:30:00.000Z', false],
      ]);
      const steps = await running.app.engine.client.event.findMany({
        where: { type: 'deadline-recomputed' },
      });
      expect(steps.map((s) => s.actorRole)).toContain('system');
    } finally {
      await running.app.close();
      await database.drop();
      published.delete();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
