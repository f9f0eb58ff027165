import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { erasePerson } from '../../src/store/erase-person.js';
import { verifyLedger } from '../../src/store/ledger/verify-ledger.js';
import { reportTo } from '../support/matter.js';
import { openTown, type Town } from '../support/town.js';

let town: Town;
beforeAll(async () => {
  town = await openTown({ startAt: '2026-11-03T09:00:00+08:00' });
});
afterAll(async () => {
  await town.close();
});

const pool = () => town.app.engine.pool;

/** What this resident says, each time with a word that stands nowhere else. */
const words = {
  report: '和顺家园3号楼门口的路灯不亮了，我家鹦鹉阿橘夜里害怕',
  answer: '灯杆旁边停着我那辆紫罗兰色三轮车',
  addition: '补充：昨晚姥姥在那里绊了一跤，摔了枣糕',
  rating: '还是一闪一闪的，像迪厅似的',
};
const secrets = ['鹦鹉阿橘', '紫罗兰色', '枣糕', '迪厅', '和顺家园3号楼门口'];

/** One whole life of a case: everything that can be written down about it is. */
async function playCase(): Promise<{ number: string; personId: string }> {
  const { number, resident, officer } = await reportTo(town, words.report);
  await resident.sendsPhoto();
  await officer.taps('签收');
  await officer.says(`问一下 ${number} 灯杆在哪`);
  await resident.says(words.answer);
  await resident.says(words.addition);
  await officer.says('我的待办');
  await officer.says(`申请延期 ${number} 到11月12日，等配件`);
  await town.chat('hs-head').taps('不同意');
  await officer.says(`退回 ${number} 说不清在哪`);
  await town.chat('hw-dispatcher-1').says('待派单');
  await town.chat('hw-dispatcher-1').says(`派 ${number} 给河山镇`);
  const unit = town.app.engine.zone.config.departments.find((d) => d.code === 'HS');
  for (const { userid } of unit?.people ?? []) await town.chat(userid).says(`办结 ${number} 换了灯头`);
  await resident.taps('没办好');
  await resident.says(words.rating);
  for (const { userid } of unit?.people ?? []) await town.chat(userid).says(`办结 ${number} 换了整流器`);
  await resident.taps('好了，满意');
  await town.chat('qw-dispatcher-1').says(`${number} 经过`);
  const row = await town.app.engine.client.case.findUniqueOrThrow({
    where: { number: number.replace('-', '') },
  });
  expect(row.state).toBe('closed');
  if (!row.reporterId) throw new Error('the case has no reporter');
  return { number, personId: row.reporterId };
}

/** Every place in the database where text can lie and this stands. */
async function placesOf(needle: string): Promise<string[]> {
  const columns = await pool().query<{ table_schema: string; table_name: string; column_name: string }>(
    `SELECT c.table_schema, c.table_name, c.column_name FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
       AND (c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'USER-DEFINED'))`,
  );
  expect(columns.rows.length).toBeGreaterThan(60);
  const found: string[] = [];
  for (const { table_schema, table_name, column_name } of columns.rows) {
    const { rows } = await pool().query(
      `SELECT 1 FROM "${table_schema}"."${table_name}" WHERE position($1 in "${column_name}"::text) > 0 LIMIT 1`,
      [needle],
    );
    if (rows.length > 0) found.push(`${table_schema}.${table_name}.${column_name}`);
  }
  return found;
}

describe('A reporter who wants to be forgotten', () => {
  it('leaves no word, name, number or picture behind, and the log of his case still holds', async () => {
    const { number, personId } = await playCase();
    const { client } = town.app.engine;
    const identity = await client.identity.findFirstOrThrow({ where: { personId } });
    const media = await client.media.findMany({ where: { ownerId: personId } });
    const folder = join(town.dataDir, 'media');
    expect(media.length).toBeGreaterThan(0);
    expect((await readdir(folder)).filter((f) => media.some((m) => f.startsWith(m.id)))).toHaveLength(
      media.length,
    );
    for (const secret of secrets) expect(await placesOf(secret), secret).not.toEqual([]);
    expect(await placesOf(identity.externalId)).not.toEqual([]);
    const before = await client.event.count();

    await erasePerson(town.app.engine.units, personId, folder, town.app.engine.clock.now());

    for (const secret of [...secrets, identity.externalId])
      expect(await placesOf(secret), secret).toEqual([]);
    expect((await readdir(folder)).filter((f) => media.some((m) => f.startsWith(m.id)))).toEqual([]);
    expect(await client.media.count({ where: { ownerId: personId } })).toBe(0);
    expect(await client.personProfile.count({ where: { personId } })).toBe(0);
    expect(await client.identity.count({ where: { personId } })).toBe(0);
    expect(await client.event.count()).toBe(before + 1);
    expect((await verifyLedger(pool())).faults).toEqual([]);
    // The case itself stays for the figures.
    const row = await client.case.findUniqueOrThrow({ where: { number: number.replace('-', '') } });
    expect(row).toMatchObject({ state: 'closed', categoryCode: 'CG08' });
  });

  it('takes nobody else’s words along', async () => {
    const other = await reportTo(town, '望山小区1号楼门口的路灯不亮了，我家八哥会说早安');
    const { personId } = await playCase();
    await erasePerson(
      town.app.engine.units,
      personId,
      join(town.dataDir, 'media'),
      town.app.engine.clock.now(),
    );
    expect(await placesOf('八哥会说早安')).toEqual(
      expect.arrayContaining([
        'public.case_texts.summary',
        'public.outbound_contents.body',
        'public.phone_messages.body',
      ]),
    );
    await other.resident.says('我的');
    await other.resident.hears(/路灯/);
  });
});

describe('The log', () => {
  it('holds ids, states, codes and times only: no word that anybody wrote', async () => {
    await playCase();
    const events = await town.app.engine.client.event.findMany();
    expect(new Set(events.map((e) => e.type)).size).toBeGreaterThan(12);
    const allowed = z.union([
      z.uuid(),
      z.iso.datetime(),
      // A unit's code, a category's, a grid's, or a word of the rules.
      z.string().regex(/^(?:[A-Z]{2,8}|[A-Z]{2}\d{2}|\d{15}|[a-z]+(?:-[a-z]+)*|一般|紧急|特急)$/),
      z.number(),
      z.boolean(),
      z.null(),
    ]);
    for (const event of events) {
      for (const [field, value] of Object.entries(z.record(z.string(), z.unknown()).parse(event.body))) {
        expect(allowed.safeParse(value).success, `${event.type}.${field}=${String(value)}`).toBe(true);
      }
      expect(event.actorRole).toMatch(/^[a-z-]+$/);
    }
  });

  it('is not changed by UPDATE or DELETE, and the attempt is written down (K08)', async () => {
    await playCase();
    const { client } = town.app.engine;
    const before = await client.event.findMany({ orderBy: { seq: 'asc' } });
    const victim = before[2];
    if (!victim) throw new Error('the log is empty');
    const tried = await client.tamperAttempt.count();

    await pool().query(`UPDATE events SET actor_role = 'nobody' WHERE seq = $1`, [victim.seq]);
    await pool().query('DELETE FROM events WHERE seq = $1', [victim.seq]);

    expect(await client.event.findMany({ orderBy: { seq: 'asc' } })).toEqual(before);
    const attempts = await client.tamperAttempt.findMany({ orderBy: { id: 'desc' }, take: 2 });
    expect(await client.tamperAttempt.count()).toBe(tried + 2);
    expect(attempts.map((a) => [a.operation, a.tableName, a.rowSeq])).toEqual([
      ['DELETE', 'events', victim.seq],
      ['UPDATE', 'events', victim.seq],
    ]);
    expect(Date.now() - (attempts[0]?.at.getTime() ?? 0)).toBeLessThan(60_000);
  });

  it('cannot be emptied', async () => {
    const before = await town.app.engine.client.event.count();
    await expect(pool().query('TRUNCATE events')).rejects.toThrow(/append-only/);
    expect(await town.app.engine.client.event.count()).toBe(before);
  });

  it('shows a change made by a hand that switched the guards off', async () => {
    const { number } = await playCase();
    const { client } = town.app.engine;
    expect((await verifyLedger(pool())).faults).toEqual([]);
    const row = await client.case.findUniqueOrThrow({ where: { number: number.replace('-', '') } });
    const victim = await client.event.findFirstOrThrow({ where: { caseId: row.id, type: 'case-returned' } });
    const change = async (body: unknown) => {
      await pool().query('ALTER TABLE events DISABLE TRIGGER events_append_only');
      await pool().query('UPDATE events SET body = $1 WHERE seq = $2', [JSON.stringify(body), victim.seq]);
      await pool().query('ALTER TABLE events ENABLE TRIGGER events_append_only');
    };
    await change({ unit: 'SJ', reason: 'not-ours', note: null });
    expect((await verifyLedger(pool())).faults).toEqual([{ stream: row.id, n: victim.n, why: 'content' }]);
    await change(victim.body);
    expect((await verifyLedger(pool())).faults).toEqual([]);
  });

  it('names who and when for every step that anybody took (K08)', async () => {
    await playCase();
    const events = await town.app.engine.client.event.findMany();
    expect(events.length).toBeGreaterThan(20);
    const known = new Set((await town.app.engine.client.person.findMany()).map((p) => p.id));
    for (const e of events) {
      const byPerson = e.actorId !== null && known.has(e.actorId);
      expect(byPerson || e.actorRole === 'system', `${e.type} ${e.actorRole}`).toBe(true);
      expect(e.actorRole).not.toBe('none');
      expect(e.at.getTime()).toBeGreaterThan(Date.parse('2026-11-03T08:59:00+08:00'));
      expect(Math.abs(e.recordedAt.getTime() - Date.now())).toBeLessThan(10 * 60_000);
    }
  });
});
