import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdMs } from '../../../src/bot/delivery/attempt.js';
import { claimOutbound, claimSql } from '../../../src/store/claim-outbound.js';
import { settleOutbound } from '../../../src/store/settle-outbound.js';
import { openPostOffice, type PostOffice } from './post-office.js';

let office: PostOffice;
beforeEach(async () => {
  office = await openPostOffice({ hangMs: 100 });
});
afterEach(() => office.close());

const claim = (limit = 100) =>
  claimOutbound(office.database.pool, { claim: randomUUID(), holdMs, heldBy: null, limit });

describe('Several workers', () => {
  it('with faults on one call in three, deliver everything once and each person’s messages in order', async () => {
    office.sim.turn({
      seed: 'several workers',
      faultRates: {
        'drop-after': 0.1,
        'half-answer': 0.1,
        busy: 0.05,
        'drop-before': 0.05,
        'server-error': 0.03,
      },
    });
    const people = await Promise.all(Array.from({ length: 20 }, (_x, n) => office.addPerson(`gx-${n}`)));
    for (let n = 0; n < 10; n += 1) {
      for (const id of people) await office.queue(id, n % 3 === 0 ? '记下了。' : `第${n}条`);
    }
    const workers = [office.engine, office.another(), office.another()];
    const open = () =>
      office.client.outboundMessage.count({ where: { state: { in: ['queued', 'sending'] } } });
    while ((await open()) > 0) {
      await Promise.all(workers.map((each) => office.deliver(each)));
      await office.wait();
      await office.database.pool.query(`UPDATE settings SET expires_at = now() WHERE key LIKE 'pause:%'`);
    }
    expect(await office.client.outboundMessage.count({ where: { state: 'sent' } })).toBe(200);
    for (let n = 0; n < 20; n += 1) {
      expect(office.texts(`gx-${n}`).map((text) => text.split('\n')[0])).toEqual(
        Array.from({ length: 10 }, (_x, k) => (k % 3 === 0 ? '记下了。' : `第${k}条`)),
      );
    }
  }, 60_000);

  it('never hold two messages to one person at the same time', async () => {
    const person = await office.addPerson('gx0001');
    for (let n = 0; n < 5; n += 1) await office.queue(person, `第${n}条`);
    const claims = await Promise.all(Array.from({ length: 6 }, () => claim()));
    expect(claims.flat()).toHaveLength(1);
    expect(await claim()).toEqual([]);
  });
});

describe('A worker that held a message for too long', () => {
  it('can neither mark it nor put it back', async () => {
    const person = await office.addPerson('gx0001');
    const id = await office.queue(person, '你好');
    const [slow] = await claim();
    await office.database.pool.query('UPDATE outbound_messages SET claimed_until = now()');
    await office.deliver();
    const settle = (outcome: Parameters<typeof settleOutbound>[1][number]['outcome']) =>
      settleOutbound(
        office.database.pool,
        [{ id, claim: slow?.claim ?? '', cardId: null, handleId: randomUUID(), outcome }],
        office.now,
      );
    await settle({ state: 'failed', code: 'late' });
    await settle({ state: 'queued', code: 'late', waitMs: 0, counted: true });
    expect(await office.row(id)).toMatchObject({ state: 'sent', failureCode: null, attempts: 2 });
    expect(office.texts('gx0001')).toEqual(['你好']);
  });

  it('stops between two parts of a long text, and no part arrives twice', async () => {
    const person = await office.addPerson('gx0001');
    const channel = office.channel();
    const slow = office.another({
      channels: new Map([
        [
          'wecom-app',
          {
            ...channel,
            async send(request) {
              const receipt = await channel.send(request);
              await office.database.pool.query('UPDATE outbound_messages SET claimed_until = now()');
              await office.deliver();
              return receipt;
            },
          },
        ],
      ]),
    });
    await office.queue(person, '路'.repeat(1500));
    await office.deliver(slow);
    expect(office.texts('gx0001').map((text) => text.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)']);
  });

  it('because its machine vanished is replaced by another', async () => {
    const person = await office.addPerson('gx0001');
    await office.queue(person, '你好');
    await claim();
    await office.deliver();
    expect(office.texts('gx0001')).toEqual([]);
    await office.database.pool.query('UPDATE outbound_messages SET claimed_until = now()');
    await office.deliver();
    expect(office.texts('gx0001')).toEqual(['你好']);
  });
});

describe('Among a hundred thousand messages that were sent', () => {
  it('the few that wait are found without looking at the others', async () => {
    const { pool } = office.database;
    const person = await office.addPerson('gx0001');
    await pool.query(
      `INSERT INTO outbound_messages (id, person_id, channel, kind, lane, state, queued_at)
       SELECT gen_random_uuid(), md5((n % 5000)::text)::uuid, 'wecom-app', 'text', 2, 'sent', now()
       FROM generate_series(1, 100000) n`,
    );
    await office.queue(person, '你好');
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, BUFFERS OFF, TIMING OFF, SUMMARY OFF) ${claimSql}`,
      [holdMs, 16, randomUUID(), null, null],
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(/Seq Scan on outbound_(messages|contents)/);
    expect(plan).toMatch(/outbound_messages_(urgent|waiting)/);
    const read = [...plan.matchAll(/actual rows=([\d.]+) loops=(\d+)/g)].map(
      ([, n, loops]) => Number(n) * Number(loops),
    );
    expect(Math.max(...read)).toBeLessThan(10);
  }, 60_000);
});

describe('Where sending is fast', () => {
  it('many messages share their statements', async () => {
    const people = await Promise.all(Array.from({ length: 100 }, (_x, n) => office.addPerson(`gx-${n}`)));
    await Promise.all(people.map((id) => office.queue(id, '你好')));
    let statements = 0;
    const counting = office.another({
      pool: new Proxy(office.database.pool, {
        get(pool, name, receiver) {
          if (name === 'query' || name === 'connect') statements += 1;
          const value = Reflect.get(pool, name, receiver);
          return typeof value === 'function' ? value.bind(pool) : value;
        },
      }),
    });
    await office.deliver(counting);
    expect(await office.client.outboundMessage.count({ where: { state: 'sent' } })).toBe(100);
    // On a busy machine they come one by one; a claim, a transaction and a mark for each would be three hundred.
    expect(statements).toBeLessThan(200);
  });
});
