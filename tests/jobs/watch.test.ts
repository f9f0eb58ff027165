import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIncidentDesk, type IncidentDesk } from '../../src/bot/incidents.js';
import { startWatch, type Watch, type WatchParts } from '../../src/jobs/watch.js';
import { openDatabaseLine } from '../support/database-line.js';
import { openTown, type Town } from '../support/town.js';

let town: Town;
let desk: IncidentDesk;
beforeAll(async () => {
  town = await openTown({ startAt: '2026-09-23T10:00:00+08:00', sweep: false });
});
afterAll(() => town.close());
beforeEach(async () => {
  // What the test before told the administrator is on its way; what it only pretended to send goes.
  await sql('DELETE FROM outbound_messages WHERE not_before IS NOT NULL');
  await town.settle();
  await sql('DELETE FROM incidents');
  desk = createIncidentDesk(town.app.engine);
});

async function sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await town.app.engine.pool.query(text, values)).rows;
}

function watch(change: Partial<WatchParts> = {}): Watch {
  return startWatch(
    {
      engine: town.app.engine,
      desk,
      dataDir: town.dataDir,
      spool: async () => ({ waiting: 0, setAside: 0 }),
      freeBytes: async () => 50 * 1024 ** 3,
      ...change,
    },
    null,
  );
}

/** Codes of what is open after one look, with what is said of it. */
async function found(watching: Watch = watch()): Promise<Record<string, unknown>> {
  await watching.now();
  return Object.fromEntries((await desk.list()).map((each) => [each.code, each.detail]));
}

function ago(minutes: number): Date {
  return new Date(town.app.engine.clock.now().getTime() - minutes * 60_000);
}

describe('A town that fares well', () => {
  it('has nothing to tell', async () => {
    expect(await found()).toEqual({});
  });
});

describe('Somebody is told when people wait', () => {
  it('for more than a minute with a message that nobody took up', async () => {
    const [row] = await sql(`SELECT id, person_id FROM conversations WHERE channel = 'simulator' LIMIT 1`);
    const id = randomUUID();
    const insert = (minutes: number) =>
      sql(
        `INSERT INTO inbound_messages (id, channel, external_key, conversation_id, person_id, kind, received_at)
         VALUES ($1, 'simulator', $2, $3, $4, 'text', $5)
         ON CONFLICT (id) DO UPDATE SET received_at = EXCLUDED.received_at`,
        [id, id, row?.id, row?.person_id, ago(minutes)],
      );
    await insert(0.5);
    expect(await found()).toEqual({});
    await insert(1.5);
    expect(await found()).toEqual({ 'message-waiting': { count: 1 } });
    await sql(`UPDATE inbound_messages SET handled_at = now(), outcome = 'nobody' WHERE id = $1`, [id]);
  });

  it('for more than five minutes with an answer that did not leave, or whose sending was given up', async () => {
    const [person] = await sql('SELECT id FROM people LIMIT 1');
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const queue = (
      id: string | undefined,
      minutes: number,
      lane: number,
      state: string,
      code: string | null,
    ) =>
      sql(
        `INSERT INTO outbound_messages
           (id, person_id, channel, kind, lane, state, queued_at, not_before, failure_code)
         VALUES ($1, $2, 'simulator', 'text', $3, $4, $5, now() + interval '1 hour', $6)`,
        [id, person?.id, lane, state, ago(minutes), code],
      );
    await queue(ids[0], 6, 2, 'queued', null);
    expect(await found()).toEqual({ 'delivery-waiting': { count: 1 } });
    await sql('DELETE FROM outbound_messages WHERE id = $1', [ids[0]]);
    await sql('DELETE FROM incidents');

    await queue(ids[1], 6, 3, 'failed', 'wecom-invaliduser');
    expect(await found()).toEqual({});
    await queue(ids[2], 6, 0, 'failed', 'wecom-40003');
    expect(await found()).toEqual({
      'deliveries-failing': { count: 2, reason: 'wecom-40003、wecom-invaliduser' },
    });
  });
});

describe('Somebody is told of the machine', () => {
  it('before the disk is full', async () => {
    expect(await found(watch({ freeBytes: async () => 600 * 1024 ** 2 }))).toMatchObject({
      'disk-full': { reason: '600 MB' },
    });
  });

  it('when its clock and the database’s differ by more than five seconds', async () => {
    expect(await found(watch({ machineNow: () => Date.now() + 4000 }))).toEqual({});
    expect(await found(watch({ machineNow: () => Date.now() + 7000 }))).toMatchObject({
      'clock-off': { reason: '快7秒' },
    });
  });

  it('when messages lie in the spool, and when one of them can never be taken', async () => {
    expect(await found(watch({ spool: async () => ({ waiting: 3, setAside: 1 }) }))).toMatchObject({
      'spool-in-use': {},
      'spool-refused': {},
    });
  });
});

describe('Somebody is told of the record', () => {
  it('when it was tampered with, although nothing was changed', async () => {
    await town.chat('resident-1').says('锦河花苑5号楼门口的路灯不亮了');
    await town.chat('resident-1').taps('可以');
    await sql(`UPDATE events SET type = 'case-closed'`).catch(() => []);
    const open = await found();
    expect(Object.keys(open)).toEqual(['log-tampered']);
    await sql('DELETE FROM tamper_attempts');
  });

  it('when an event no longer fits the one before', async () => {
    await sql('ALTER TABLE events DISABLE TRIGGER USER');
    await sql(`UPDATE events SET hash = repeat('0', 64) WHERE n = 1`);
    await sql('ALTER TABLE events ENABLE TRIGGER USER');
    expect(Object.keys(await found())).toContain('log-broken');
  });
});

describe('Somebody is told beforehand', () => {
  it('when a centre has nobody on its list for an hour of the coming day', async () => {
    const { engine } = town.app;
    const config = {
      ...engine.zone.config,
      duty: engine.zone.config.duty.map((list) =>
        list.unit === 'HW'
          ? { ...list, shifts: list.shifts.filter((shift) => shift.from !== '17:30') }
          : list,
      ),
    };
    const gappy = { ...engine, zone: { ...engine.zone, config } };
    expect(await found(watch({ engine: gappy }))).toMatchObject({
      'duty-gap': { place: '河山镇网格化服务管理中心' },
    });
  });

  it('from 1 December on when the next year’s holidays are not entered', async () => {
    const december = { ...town.app.engine, clock: { now: () => new Date('2026-12-01T09:00:00+08:00') } };
    const november = { ...town.app.engine, clock: { now: () => new Date('2026-11-30T09:00:00+08:00') } };
    expect(Object.keys(await found(watch({ engine: november })))).not.toContain('calendar-missing');
    expect(await found(watch({ engine: december }))).toMatchObject({
      'calendar-missing': { reason: '2027' },
    });
  });
});

describe('While the database is away', () => {
  it('what is wrong stays in memory, is shown, and is written and told when it is back', async () => {
    const line = await openDatabaseLine(town.app.engine.pool.options.connectionString ?? '');
    const pool = new pg.Pool({ connectionString: line.connectionString, max: 2 });
    pool.on('error', () => undefined);
    try {
      desk = createIncidentDesk({ ...town.app.engine, pool });
      const watching = watch({ engine: { ...town.app.engine, pool } });
      const away = `SELECT extract(epoch FROM last_at - first_at)::int AS lasted FROM incidents WHERE code = 'database-away'`;
      await watching.now();
      await line.cut();
      await watching.now();
      expect((await desk.list()).map((each) => each.code)).toEqual(['database-away']);
      await town.app.clock?.advance(60_000);
      await watching.now();
      expect(await sql(away)).toEqual([]);
      await line.mend();
      await watching.now();
      const [row] = await sql(away);
      expect(Number(row?.lasted)).toBeGreaterThanOrEqual(60);
      await town.settle();
      expect(await town.chat('yunwei-1').news()).toMatch(/数据库连不上.*不会丢/);
    } finally {
      await pool.end();
      await line.close();
    }
  });
});
