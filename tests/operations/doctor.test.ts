import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { good } from '../../src/operations/doctor/check.js';
import { checks } from '../../src/operations/doctor/checks/index.js';
import { type Outcome, runChecks } from '../../src/operations/doctor/run-checks.js';
import { openSurroundings } from '../../src/operations/doctor/surroundings.js';
import { writeOutcome } from '../../src/operations/doctor/write-report.js';
import { projectRoot } from '../../src/shared/paths.js';
import { clearDatabase } from '../../src/store/backup/target.js';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { ConfigCopy } from '../support/config-copy.js';
import { createTestDatabase } from '../support/database.js';
import { queueSettings } from '../support/queue-settings.js';
import { openTown, type Town } from '../support/town.js';
import { operate } from './command.js';

let town: Town;
let sim: WecomSim;

beforeAll(async () => {
  sim = await startWecomSim({});
  town = await openTown({
    startAt: '2026-09-23T10:00:00+08:00',
    env: { APP_MODE: 'demo', ...sim.productSettings },
  });
});
afterAll(async () => {
  await town.close();
  await sim.close();
});
afterEach(() => sim.calm());

/** Settings of an operator whose product is the town. */
function envOfTown(): NodeJS.ProcessEnv {
  return {
    APP_MODE: 'demo',
    DATA_DIR: town.dataDir,
    DATABASE_URL: town.connectionString,
    PORT: new URL(town.url).port,
    ...queueSettings(),
    ...sim.productSettings,
  };
}

async function examine(env: NodeJS.ProcessEnv, root = projectRoot): Promise<Map<string, Outcome>> {
  const surroundings = openSurroundings({ root, env });
  try {
    const outcomes = await runChecks(checks, surroundings, () => undefined);
    return new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  } finally {
    await surroundings.close();
  }
}

function textOf(outcomes: Map<string, Outcome>): string {
  return [...outcomes.values()].map(writeOutcome).join('\n');
}

describe('Beside a product that runs well', () => {
  it('nothing is bad, and what is unconfirmed is counted', async () => {
    const found = await examine(envOfTown());
    expect([...found.values()].filter((each) => each.grade === 'bad' || each.grade === 'skipped')).toEqual(
      [],
    );
    for (const id of ['database', 'migrations', 'durability', 'event-chains', 'grid-workers']) {
      expect(found.get(id)?.grade, id).toBe('good');
    }
    expect(found.get('queue')?.found).toMatch(/PostgreSQL 排队，连得上|Redis \d/);
    expect(found.get('unconfirmed')?.found).toMatch(/16个单位的职责是推定的.*\d+个类别的时限/);
    expect(found.get('calendar')?.found).toMatch(/2026年的有/);
  });

  it('WeCom is asked for a token, its addresses and the app', async () => {
    const found = await examine(envOfTown());
    expect(found.get('wecom-token')?.grade).toBe('good');
    expect(found.get('wecom-addresses')?.found).toMatch(/127\.0\.0\.1/);
    expect(found.get('wecom-app')?.found).toMatch(/启用着/);
  });

  it('a verification of its own passes through the running server, and a forged one is refused', async () => {
    const found = await examine(envOfTown());
    expect(found.get('callback-running')?.found).toMatch(/验证通过，假的签名被拒绝/);
    expect(found.get('callback-sample')?.grade).toBe('good');
  });

  it('it leaves nothing behind: no message, no delivery', async () => {
    const before = sim.log().filter((call) => call.path.includes('message/send')).length;
    await examine(envOfTown());
    expect(sim.log().filter((call) => call.path.includes('message/send')).length).toBe(before);
  });
});

describe('What an operator has to mend is said with the place to mend it', () => {
  it('60020: the address of this machine and the page of the console', async () => {
    sim.failNext('/cgi-bin/gettoken', 60020, 5);
    const found = (await examine(envOfTown())).get('wecom-token');
    expect(found?.grade).toBe('bad');
    expect(found?.found).toMatch(/127\.0\.0\.1/);
    expect(found?.remedy).toMatch(/应用管理 → 该应用 → 企业可信IP，加上 127\.0\.0\.1/);
  });

  it('a wrong secret', async () => {
    const found = await examine({ ...envOfTown(), WECOM_SECRET: 'another-secret' });
    expect(found.get('wecom-token')?.remedy).toMatch(/WECOM_SECRET/);
    expect(textOf(found)).not.toContain('another-secret');
  });

  it('a server that runs with another token', async () => {
    const found = (await examine({ ...envOfTown(), WECOM_TOKEN: 'AnotherToken' })).get('callback-running');
    expect(found?.grade).toBe('bad');
    expect(found?.remedy).toMatch(/重新启动/);
  });

  it('a product that does not run', async () => {
    const found = (await examine({ ...envOfTown(), PORT: '1' })).get('callback-running');
    expect(found?.grade).toBe('notice');
    expect(found?.remedy).toMatch(/npm start/);
  });

  it('production: an address that only this machine can open, and the invented zone', async () => {
    const found = await examine({ ...envOfTown(), APP_MODE: 'production' });
    expect(found.get('public-url')?.remedy).toMatch(/PUBLIC_URL=https/);
    expect(found.get('unconfirmed')?.grade).toBe('bad');
    expect(found.get('database-mode')).toMatchObject({
      grade: 'bad',
      remedy: expect.stringMatching(/APP_MODE=demo/),
    });
  });

  it('a message that waits for a quarter of an hour', async () => {
    const now = town.app.engine.clock.now();
    const { pool } = town.app.engine;
    await pool.query(
      `INSERT INTO inbound_messages (id, channel, external_key, conversation_id, person_id, kind, received_at)
       SELECT gen_random_uuid(), 'nowhere', 'waiting', gen_random_uuid(), gen_random_uuid(), 'text', $1`,
      [new Date(now.getTime() - 15 * 60_000)],
    );
    const found = (await examine(envOfTown())).get('unhandled');
    await pool.query(`DELETE FROM inbound_messages WHERE channel = 'nowhere'`);
    expect(found?.grade).toBe('bad');
    expect(found?.found).toMatch(/1条，最早的等了15分钟/);
  });

  it('a centre without anybody: bad where an administrator is told of it too, to be looked at where it is later', async () => {
    const copy = new ConfigCopy();
    const dutyOf = async () => (await examine({ ...envOfTown(), CONFIG_DIR: copy.folder })).get('duty');
    try {
      expect(await dutyOf()).toMatchObject({
        grade: 'notice',
        found: expect.stringMatching(/^今后7天有1个单位.*不是中心，先找负责人，不告警/),
      });
      // From Friday, the holiday, on: in two days.
      const restdays =
        "      - { days: restday, from: '08:30', to: '08:30', people: [hw-dispatcher-2, hw-leader] }\n";
      copy.replace('duty.yaml', restdays, '');
      expect(await dutyOf()).toMatchObject({
        grade: 'notice',
        found: expect.stringMatching(
          /中心有一段没人值班（24小时以内的，会告警 duty-gap）：.*2026-09-25 08:30起/,
        ),
      });
      copy.replace('duty.yaml', "{ days: workday, from: '17:30'", "{ days: workday, from: '18:00'");
      expect(await dutyOf()).toMatchObject({
        grade: 'bad',
        found: expect.stringMatching(/2026-09-23 17:30起/),
      });
    } finally {
      copy.delete();
    }
  });

  it('messages that were taken in while the database was away', async () => {
    const spool = join(town.dataDir, 'spool');
    await mkdir(spool, { recursive: true });
    await writeFile(join(spool, 'refused.jsonl'), '{}\n');
    const found = (await examine(envOfTown())).get('spool');
    await rm(join(spool, 'refused.jsonl'));
    expect(found?.grade).toBe('bad');
    expect(found?.found).toMatch(/refused\.jsonl/);
  });
});

describe('When things are broken', () => {
  const copy = new ConfigCopy();
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gridwhistle-doctor-'));
    await chmod(folder, 0o755);
    copy
      .replace('zone.yaml', 'town_centre: HW', 'town_centre: XX')
      .replace('duty.yaml', 'hs-officer-2', 'nobody-1');
  });
  afterAll(async () => {
    copy.delete();
    await rm(folder, { recursive: true });
  });

  it('every mistake of the config is listed, and the rest is looked at all the same', async () => {
    const found = await examine({ ...envOfTown(), CONFIG_DIR: copy.folder });
    expect(found.get('config')?.found).toMatch(/zone\.yaml（town_centre）/);
    expect(found.get('config')?.found).toMatch(/duty\.yaml/);
    expect(found.get('duty')?.grade).toBe('skipped');
    expect(found.get('database')?.grade).toBe('good');
    expect(found.get('wecom-token')?.grade).toBe('good');
  });

  it('a database out of reach is one finding, not fifteen, and its password is not printed', async () => {
    const url = 'postgres://operator:hunter2-secret@127.0.0.1:1/grid';
    const found = await examine({ ...envOfTown(), DATABASE_URL: url });
    expect(found.get('database')?.grade).toBe('bad');
    expect(found.get('migrations')?.grade).toBe('skipped');
    expect(textOf(found)).not.toContain('hunter2-secret');
    expect(textOf(found)).not.toContain(String(sim.productSettings.WECOM_SECRET));
  });

  it('a database without tables yet is no fault: the first start makes them', async () => {
    const empty = await createTestDatabase();
    await clearDatabase(empty.pool);
    const found = await examine({ ...envOfTown(), DATABASE_URL: empty.connectionString });
    await empty.drop();
    expect(found.get('migrations')).toMatchObject({ grade: 'notice', found: '还没有建表' });
    expect(found.get('durability')?.grade).toBe('good');
    expect(found.get('unhandled')?.grade).toBe('skipped');
  });

  it('where no database was made yet, none is made', async () => {
    const found = await examine({ APP_MODE: 'demo', DATA_DIR: join(folder, 'new'), PORT: '1' });
    expect(found.get('database')?.found).toMatch(/还没有数据库/);
    expect(found.get('data-folder')).toMatchObject({
      grade: 'notice',
      remedy: expect.stringMatching(/不用管.*DATA_DIR/),
    });
    expect(found.get('disk')).toMatchObject({ grade: 'skipped', found: '没有查：数据文件夹还没有建' });
    expect(textOf(found)).not.toMatch(/ENOENT|开发人员/);
  });

  it('a check that throws or hangs is itself reported, and the next one is made', async () => {
    const surroundings = openSurroundings({ root: projectRoot, env: envOfTown() });
    const outcomes = await runChecks(
      [
        { id: 'throws', title: '甲', run: () => Promise.reject(new Error('broken inside')) },
        { id: 'hangs', title: '乙', run: () => new Promise(() => undefined) },
        { id: 'works', title: '丙', run: async () => good('在', 'here') },
      ],
      surroundings,
      () => undefined,
      50,
    );
    await surroundings.close();
    expect(outcomes.map((each) => each.grade)).toEqual(['bad', 'bad', 'good']);
    expect(outcomes[0]?.found).toMatch(/broken inside/);
  });
});

describe('The command', () => {
  const report = z.object({
    ok: z.boolean(),
    checks: z.array(z.object({ id: z.string(), grade: z.string() })),
  });

  it('ends with 0 where nothing is bad, and tells programs the same as people', async () => {
    const shown = await operate('doctor', [], envOfTown());
    expect(shown.output).toMatch(/查了\d+项：好\d+，注意\d+，不好0/);
    expect(shown.code).toBe(0);
    const told = await operate('doctor', ['--json'], envOfTown());
    const { ok, checks: outcomes } = report.parse(JSON.parse(told.output));
    expect(ok).toBe(true);
    expect(outcomes.map((each) => each.id)).toEqual(checks.map((check) => check.id));
  });

  it('ends with 1 where something is bad', async () => {
    const shown = await operate('doctor', [], { ...envOfTown(), WECOM_SECRET: 'another-secret' });
    expect(shown.output).toMatch(/请先改“不好”的几项/);
    expect(shown.code).toBe(1);
  });
});
