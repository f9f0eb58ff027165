import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maliciousKinds } from '../../wecom-sim/callback/malicious.js';
import { type Pair, startPair } from './sim-with-bot.js';

let pair: Pair;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

describe('the URL verification', () => {
  const answer = (wrap: (echo: string) => string, status = 200) =>
    pair.bot.answerWith(({ verdict }, _nth, response) =>
      response.writeHead(status).end(wrap(verdict.message ?? '')),
    );

  it('passes when the decrypted echostr comes back alone', async () => {
    answer((echo) => echo);
    expect(await pair.sim.verifyCallback()).toMatchObject({ ok: true, status: 200 });
  });

  it.each([
    ['a newline behind it', (echo: string) => `${echo}\n`, 200],
    ['quotes around it', (echo: string) => JSON.stringify(echo), 200],
    ['a byte order mark before it', (echo: string) => `\uFEFF${echo}`, 200],
    ['another status', (echo: string) => echo, 201],
  ])('fails for %s', async (_what, wrap, status) => {
    answer(wrap, status);
    expect(await pair.sim.verifyCallback()).toMatchObject({ ok: false, status, reason: expect.any(String) });
  });

  it('fails when the answer takes longer than the budget, 1 second by default', async () => {
    pair.bot.answerWith(() => undefined);
    const verification = await pair.sim.verifyCallback();
    expect(verification).toMatchObject({ ok: false, reason: expect.stringContaining('no answer in time') });
    expect(verification.elapsedMs).toBeGreaterThanOrEqual(990);
    expect(verification.elapsedMs).toBeLessThan(3000);
  });
});

describe('a malicious delivery is exactly as wrong as its name says, and its HTTP status is reported', () => {
  const refusedBy = {
    'bad-signature': 'signature',
    unsigned: 'signature',
    'foreign-receiveid': 'receiveid',
    'broken-padding': 'padding',
    'old-timestamp': 'age',
    oversized: 'size',
    doctype: 'doctype',
    entity: 'inner-doctype',
    truncated: 'xml',
    'plain-xml': 'xml',
  } as const;

  it.each(maliciousKinds)('%s', async (kind) => {
    const outcome = await pair.sim.malicious(kind);
    const [received] = pair.bot.received;
    expect(received?.verdict.refusedBy).toBe(refusedBy[kind]);
    expect(outcome).toEqual({ kind, status: received?.verdict.status });
    expect(pair.bot.received).toHaveLength(1);
  });
});
