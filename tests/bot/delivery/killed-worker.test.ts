import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdMs } from '../../../src/bot/delivery/attempt.js';
import { silentLog } from '../../../src/shared/log.js';
import { takeProbes } from '../../../src/store/channel-pauses.js';
import { claimOutbound } from '../../../src/store/claim-outbound.js';
import { freeClaims, freeSql } from '../../../src/store/free-claims.js';
import { type Holder, openHolder } from '../../../src/store/holder.js';
import { endConnectionOf } from '../../support/end-connection.js';
import { openPostOffice, type PostOffice } from './post-office.js';

let office: PostOffice;
let holder: Holder;
let duty: string;
beforeEach(async () => {
  office = await openPostOffice({ hangMs: 100 });
  holder = await openHolder(office.database.connectionString, silentLog);
  duty = await office.addPerson('gx0001');
});
afterEach(async () => {
  await holder.close();
  await office.close();
});

const claim = (heldBy: number | null) =>
  claimOutbound(office.database.pool, { claim: randomUUID(), holdMs, heldBy, limit: 10 });
const free = () => freeClaims(office.database.pool);
/** The process with this number dies; the lock is gone when the server has ended its side. */
const kill = () => endConnectionOf(office.database.pool, holder.number());

describe('A danger alert', () => {
  it('that a worker held when it was killed is sent by another at once', async () => {
    const id = await office.queue(duty, '特急：天然气泄漏', 'danger');
    await claim(holder.number());
    await office.deliver();
    expect(office.texts('gx0001')).toEqual([]);
    await kill();
    expect(await free()).toBe(1);
    await office.deliver();
    expect(office.texts('gx0001')).toEqual(['特急：天然气泄漏']);
    expect(await office.row(id)).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('is left to the worker that holds it while that one lives', async () => {
    await office.queue(duty, '特急：天然气泄漏', 'danger');
    await claim(holder.number());
    expect(await free()).toBe(0);
    await office.deliver();
    expect(office.texts('gx0001')).toEqual([]);
  });

  it('held by a process without a number waits for the end of its time', async () => {
    await office.queue(duty, '特急：天然气泄漏', 'danger');
    await claim(null);
    expect(await free()).toBe(0);
    await office.database.pool.query('UPDATE outbound_messages SET claimed_until = now()');
    await office.deliver();
    expect(office.texts('gx0001')).toEqual(['特急：天然气泄漏']);
  });

  it('does not wait for a channel that a killed worker was about to try', async () => {
    const { pool } = office.database;
    await pool.query(
      `INSERT INTO settings (key, value, expires_at)
       VALUES ('pause:wecom-app', '{"code":"wecom-45009","detail":"","since":"2026-11-03T10:00:00+08:00","step":0}', now())`,
    );
    await office.queue(duty, '特急：天然气泄漏', 'danger');
    expect(await takeProbes(pool, holdMs, holder.number())).toEqual(['wecom-app']);
    expect(await free()).toBe(0);
    await kill();
    expect(await free()).toBe(1);
    await office.deliver();
    expect(office.texts('gx0001')).toEqual(['特急：天然气泄漏']);
  });
});

describe('A worker whose connection broke but lives', () => {
  it('does not send twice: its duty officer reads each part once, and its late mark changes nothing', async () => {
    const channel = office.channel();
    let broken = false;
    const slow = office.another({
      heldBy: () => holder.number(),
      channels: new Map([
        [
          'wecom-app',
          {
            ...channel,
            async send(request) {
              if (!broken) {
                broken = true;
                await kill();
                expect(await free()).toBe(1);
                // The other is done before this one has sent anything.
                await office.deliver();
              }
              return channel.send(request);
            },
          },
        ],
      ]),
    });
    const words = `特急：${'路'.repeat(1500)}`;
    const id = await office.queue(duty, words, 'danger');
    await office.deliver(slow);
    expect(broken).toBe(true);
    expect(office.texts('gx0001').map((text) => text.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)']);
    // It learns after its first part that the message is no longer its own.
    const bodies = office.calls('message/send').map(({ body }) => body);
    expect(bodies).toHaveLength(4);
    expect(bodies[3]).toBe(bodies[0]);
    expect(await office.row(id)).toMatchObject({ state: 'sent', attempts: 2, partsSent: 2 });
  });

  it('holds under its new number what it claims then', async () => {
    const before = holder.number();
    await kill();
    while (holder.number() === null || holder.number() === before) await delay(20);
    await office.queue(duty, '你好');
    expect(await claim(holder.number())).toHaveLength(1);
    expect(await free()).toBe(0);
  });
});

describe('Among a hundred thousand messages that were sent', () => {
  it('the few that are held are found without looking at the others', async () => {
    const { pool } = office.database;
    await pool.query(
      `INSERT INTO outbound_messages (id, person_id, channel, kind, lane, state, queued_at)
       SELECT gen_random_uuid(), md5((n % 5000)::text)::uuid, 'wecom-app', 'text', 2,
         CASE WHEN n % 10 = 0 THEN 'queued' ELSE 'sent' END, now()
       FROM generate_series(1, 100000) n`,
    );
    await claim(holder.number());
    await kill();
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, BUFFERS OFF, TIMING OFF, SUMMARY OFF) ${freeSql}`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(/Seq Scan on (outbound_messages|reminders)/);
    expect(plan).toMatch(/outbound_messages_held/);
    expect(await pool.query(`SELECT FROM outbound_messages WHERE state = 'sending'`)).toMatchObject({
      rowCount: 0,
    });
  }, 60_000);
});
