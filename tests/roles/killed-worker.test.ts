import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { livingHolders } from '../../src/store/holder.js';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { type Crew, openCrew } from '../support/crew.js';

let crew: Crew | undefined;
let sim: WecomSim | undefined;
afterEach(async () => {
  await crew?.stop();
  await sim?.close();
});

/** Queues an alert to this person, as the turn that found the danger does. */
async function alertPerson({ database: { pool } }: Crew, userid: string): Promise<void> {
  await pool.query(
    `WITH m AS (
       INSERT INTO outbound_messages (id, person_id, channel, kind, lane, queued_at)
       SELECT $1, person_id, channel, 'text', 0, now() FROM identities
       WHERE channel = 'wecom-app' AND external_id = $2 RETURNING id)
     INSERT INTO outbound_contents (message_id, body)
     SELECT id, '{"kind":"text","text":"特急：天然气泄漏"}' FROM m`,
    [randomUUID(), userid],
  );
}

describe('A danger alert', () => {
  it('is sent by another worker within seconds when the one that held it is killed', {
    timeout: 120_000,
  }, async () => {
    const wecom = await startWecomSim({ hangMs: 60_000 });
    sim = wecom;
    const workers = await openCrew(['worker'], { APP_MODE: 'production', ...wecom.productSettings });
    crew = workers;
    const { pool } = workers.database;
    const [first] = (await pool.query<{ objid: string }>(livingHolders)).rows;
    await workers.add('worker');
    // WeCom takes the call and does not answer: whoever made it holds the alert.
    wecom.turn({ faultRates: { 'timeout-before': 1 }, faultPaths: ['/cgi-bin/message/send'] });
    await alertPerson(workers, 'gx0001');
    const calls = () => wecom.log().filter(({ path }) => path === '/cgi-bin/message/send').length;
    await vi.waitFor(() => expect(calls()).toBe(1), { timeout: 10_000 });
    const { rows } = await pool.query<{ held_by: number | null }>(
      `SELECT held_by FROM outbound_messages WHERE state = 'sending'`,
    );
    expect(rows).toHaveLength(1);
    const holder = workers.of('worker')[rows[0]?.held_by === Number(first?.objid) ? 0 : 1];
    await holder?.end('SIGKILL');
    wecom.calm();
    expect(wecom.inbox('gx0001')).toEqual([]);
    // The time for which a living worker may hold it is a minute and a half.
    await vi.waitFor(() => expect(wecom.inbox('gx0001')).toHaveLength(1), { timeout: 10_000 });
  });
});
