import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApiFault, apiFaultNames } from '../../wecom-sim/faults/fault-names.js';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { type Caller, type CameBack, startCaller } from './what-came-back.js';

let sim: WecomSim;
let caller: Caller;
beforeEach(async () => {
  sim = await startWecomSim({ seed: 'seven', hangMs: 30 });
  caller = startCaller(sim);
  await caller.signIn();
});
afterEach(() => sim.close());

const sendPath = '/cgi-bin/message/send';
const texts = (userid: string) => sim.inbox(userid).map((item) => item.content.content);

async function sendMany(count: number, from = 1): Promise<CameBack[]> {
  const cameBack: CameBack[] = [];
  for (let nth = from; nth < from + count; nth += 1)
    cameBack.push(await caller.sendText(`officer${nth}`, `第${nth}条`));
  return cameBack;
}

describe('a fault that strikes before anything was done', () => {
  const cases: [ApiFault, CameBack | RegExp][] = [
    ['busy', -1],
    ['rate-limited', 45009],
    ['token-expired', 42001],
    ['server-error', /^HTTP 50[023]$/],
    ['timeout-before', 'no answer'],
    ['drop-before', 'no answer'],
  ];

  it.each(cases)('%s: the caller is told so, and nobody receives the message', async (fault, seen) => {
    sim.orderApiFaults([fault]);
    const cameBack = await caller.sendText('wangwu', '没有送出');
    if (seen instanceof RegExp) expect(cameBack).toMatch(seen);
    else expect(cameBack).toBe(seen);
    expect(texts('wangwu')).toEqual([]);
    expect(sim.summary().calls.byFault).toEqual({ [fault]: 1 });
    expect(sim.log().at(-1)?.errcode).not.toBe(0);
  });

  it('keeps a timed-out caller waiting for as long as the knob says, then closes the connection', async () => {
    sim.turn({ hangMs: 120 });
    sim.orderApiFaults(['timeout-before']);
    const began = performance.now();
    await caller.sendText('wangwu', '等不到');
    expect(performance.now() - began).toBeGreaterThanOrEqual(115);
  });

  it('token-expired really ends the token: only a new one works', async () => {
    sim.orderApiFaults(['token-expired']);
    expect(await sendMany(2)).toEqual([42001, 42001]);
    await caller.signIn();
    expect(await sendMany(1)).toEqual([0]);
  });

  it('token-expired waits for a call that carries a token', async () => {
    sim.orderApiFaults(['token-expired']);
    expect(await caller.signIn()).toBe(0);
    expect(await sendMany(1)).toEqual([42001]);
  });
});

describe('a fault that strikes after the message was accepted', () => {
  it.each([
    ['timeout-after', 'no answer'],
    ['drop-after', 'no answer'],
    ['half-answer', 'unreadable'],
  ] as const)('%s: the officer has the message although the caller never learns it', async (fault, seen) => {
    sim.orderApiFaults([fault]);
    expect(await caller.sendText('wangwu', '其实送到了')).toBe(seen);
    expect(texts('wangwu')).toEqual(['其实送到了']);
    expect(sim.log().at(-1)).toMatchObject({ errcode: 0, fault });
  });

  it('and the repeat with the duplicate check is accepted without a second message', async () => {
    const check = { enable_duplicate_check: 1, duplicate_check_interval: 600 };
    sim.orderApiFaults(['timeout-after']);
    await caller.sendText('wangwu', '只看到一次', check);
    expect(await caller.sendText('wangwu', '只看到一次', check)).toBe(0);
    expect(texts('wangwu')).toEqual(['只看到一次']);
  });
});

describe('faults in an exact order', () => {
  it('strike the next calls one after the other, with untroubled ones between', async () => {
    sim.orderApiFaults(['busy', 'none', 'drop-after', 60020]);
    expect(await sendMany(5)).toEqual([-1, 0, 'no answer', 60020, 0]);
  });

  it('for one path leave the other paths alone', async () => {
    sim.orderApiFaults(['busy'], sendPath);
    expect(await caller.signIn()).toBe(0);
    expect(await sendMany(1)).toEqual([-1]);
  });
});

describe('faults by chance', () => {
  it('are off unless a rate is set', async () => {
    expect(await sendMany(30)).toEqual(Array.from({ length: 30 }, () => 0));
  });

  it.each(apiFaultNames)('%s with a rate of 1 strikes every call', async (name) => {
    sim.turn({ hangMs: 0, faultRates: { [name]: 1 } });
    await sendMany(3);
    expect(sim.summary().calls.byFault).toEqual({ [name]: 3 });
  });

  it('strike about as often as their rates say', async () => {
    sim.turn({ faultRates: { busy: 0.2, 'drop-before': 0.1 } });
    const cameBack = await sendMany(300);
    const share = (seen: CameBack) => cameBack.filter((each) => each === seen).length / 300;
    expect(share(-1)).toBeGreaterThan(0.12);
    expect(share(-1)).toBeLessThan(0.28);
    expect(share('no answer')).toBeGreaterThan(0.05);
    expect(share('no answer')).toBeLessThan(0.16);
  });

  it('strike the same calls again with the same seed, and others with another', async () => {
    sim.turn({ faultRates: { busy: 0.5 }, seed: 'one' });
    const first = await sendMany(40);
    sim.turn({ seed: 'one' });
    const again = await sendMany(40, 41);
    sim.turn({ seed: 'two' });
    expect(again).toEqual(first);
    expect(await sendMany(40, 81)).not.toEqual(first);
  });

  it('do not depend on calls of other paths in between', async () => {
    sim.turn({ faultRates: { busy: 0.5 }, seed: 'one' });
    const first = await sendMany(20);
    sim.turn({ seed: 'one' });
    const mixed: CameBack[] = [];
    for (let nth = 21; nth <= 40; nth += 1) {
      await fetch(`${sim.url}/cgi-bin/getcallbackip?access_token=${caller.token}`);
      mixed.push(await caller.sendText(`officer${nth}`, '混着来'));
    }
    expect(mixed).toEqual(first);
  });

  it('can be kept to some paths', async () => {
    sim.turn({ faultRates: { busy: 1 }, faultPaths: [sendPath] });
    expect(await caller.signIn()).toBe(0);
    expect(await sendMany(1)).toEqual([-1]);
  });

  it('end with one word, ordered ones too', async () => {
    sim.turn({ faultRates: { busy: 1 }, latencyMs: { from: 5, to: 5 } });
    sim.orderApiFaults(['drop-before', 'drop-before']);
    sim.calm();
    expect(await sendMany(2)).toEqual([0, 0]);
    expect(sim.knobs()).toMatchObject({ faultRates: {}, latencyMs: { from: 0, to: 0 }, seed: 'seven' });
  });

  it('cannot add up to more than every call', () => {
    expect(() => sim.turn({ faultRates: { busy: 0.6, 'drop-after': 0.5 } })).toThrow('at most 1');
    expect(sim.knobs().faultRates).toEqual({});
  });
});

describe('slow answers', () => {
  it('come late by a time from the range, and the message is there before', async () => {
    sim.turn({ latencyMs: { from: 60, to: 90 } });
    const began = performance.now();
    const answered = caller.sendText('wangwu', '慢');
    await sim.waitFor('wangwu', (item) => item.content.content === '慢');
    const arrived = performance.now() - began;
    expect(await answered).toBe(0);
    const took = performance.now() - began;
    expect(took).toBeGreaterThanOrEqual(58);
    expect(arrived).toBeLessThan(took);
  });
});

describe('closing the simulator', () => {
  it('does not wait for callers that hang', async () => {
    sim.turn({ hangMs: 60_000 });
    sim.orderApiFaults(['timeout-after']);
    const hanging = caller.sendText('wangwu', '挂着');
    await sim.waitFor('wangwu', () => true);
    await sim.close();
    expect(await hanging).toBe('no answer');
  });
});
