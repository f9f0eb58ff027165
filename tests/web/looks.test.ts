import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTown, type Town } from '../support/town.js';

const token = 'a-token-of-a-test-1';

let open: Town;
let guarded: Town;
beforeAll(async () => {
  open = await openTown({ startAt: '2026-09-23T10:00:00+08:00' });
  guarded = await openTown({ startAt: '2026-09-23T10:00:00+08:00', env: { METRICS_TOKEN: token } });
});
afterAll(async () => {
  await open.close();
  await guarded.close();
});

function get(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (body += part));
      answer.on('end', () => resolve({ status: answer.statusCode, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Ways in which a proxy on this machine shows that it asks for a stranger. */
const strangers: Record<string, string>[] = [
  { 'x-forwarded-for': '203.0.113.9' },
  { 'x-real-ip': '203.0.113.9' },
  { forwarded: 'for=203.0.113.9' },
  { via: '1.1 proxy' },
  { host: 'grid.example.gov.cn' },
];

describe('Figures', () => {
  it('are there for whoever looks from this machine', async () => {
    const { status, body } = await get(`${open.url}/metrics`);
    expect(status).toBe(200);
    expect(body).toMatch(/^gridwhistle_oldest_unhandled_seconds\{role="all"\} 0$/m);
    expect(body).toMatch(/^nodejs_eventloop_lag_seconds/m);
    expect(body).toMatch(/^process_resident_memory_bytes/m);
    expect(body).toMatch(/^gridwhistle_database_connections\{state="used",role="all"\} \d+$/m);
  });

  it.each(strangers)('do not exist for a stranger behind a proxy: %o', async (headers) => {
    expect((await get(`${open.url}/metrics`, headers)).status).toBe(404);
  });

  it('are shown to nobody without the token where there is one, also on this machine', async () => {
    expect((await get(`${guarded.url}/metrics`)).status).toBe(404);
    expect(
      (await get(`${guarded.url}/metrics`, { authorization: 'Bearer a-token-of-a-test-2' })).status,
    ).toBe(404);
    const seen = await get(`${guarded.url}/metrics`, {
      authorization: `Bearer ${token}`,
      'x-forwarded-for': '203.0.113.9',
    });
    expect(seen.status).toBe(200);
  });

  it('count what people did, and name none of them', async () => {
    const resident = open.chat('resident-1');
    await resident.says('锦河花苑5号楼门口的路灯不亮了，电话13812345678');
    await resident.taps('可以');
    await open.settle();
    const { body } = await get(`${open.url}/metrics`);
    const figure = (line: RegExp) => Number(line.exec(body)?.[1]);
    expect(
      figure(
        /^gridwhistle_messages_total\{channel="simulator",outcome="stored",reason="none",role="all"\} (\d+)$/m,
      ),
    ).toBe(2);
    expect(figure(/^gridwhistle_turns_total\{outcome="report-case",role="all"\} (\d+)$/m)).toBe(1);
    expect(
      figure(/^gridwhistle_sends_total\{channel="simulator",result="ok",role="all"\} (\d+)$/m),
    ).toBeGreaterThan(2);
    expect(figure(/^gridwhistle_turn_seconds_count\{role="all"\} (\d+)$/m)).toBe(2);
    expect(body).not.toMatch(/13812345678|路灯|锦河|resident-1|hs-officer/);
    const labels = new Set([...body.matchAll(/(\w+)="/g)].map(([, name]) => name));
    const known =
      'role channel outcome reason result job rows level code lane state le quantile type kind version';
    expect(
      [...labels].filter(
        (label) => ![...known.split(' '), 'major', 'minor', 'patch', 'space'].includes(label ?? ''),
      ),
    ).toEqual([]);
  });
});

describe('/readyz', () => {
  it('tells a stranger whether, and not why', async () => {
    const answer = await get(`${open.url}/readyz`, { 'x-forwarded-for': '203.0.113.9' });
    expect(answer).toEqual({ status: 200, body: JSON.stringify({ ready: true }) });
    expect((await get(`${guarded.url}/readyz`)).body).toBe(JSON.stringify({ ready: true }));
  });

  it('tells this machine what is wrong, since when and what to do, and stays ready', async () => {
    const { engine } = open.app;
    for (let n = 0; n < 3; n++) engine.observer.note({ what: 'turn-failed' });
    const answer = await get(`${open.url}/readyz`);
    expect(answer.status).toBe(200);
    const detail = JSON.parse(answer.body) as { ready: boolean; incidents: Record<string, unknown>[] };
    expect(detail.ready).toBe(true);
    expect(detail.incidents).toMatchObject([
      {
        code: 'handler-error',
        count: 3,
        what: '程序出过3次错，已自动重试',
        remedy: expect.stringContaining('日志'),
      },
    ]);
    await open.app.watch.now();
    const again = JSON.parse((await get(`${open.url}/readyz`)).body) as { incidents: unknown[] };
    expect(again.incidents).toHaveLength(1);
    const { body } = await get(`${open.url}/metrics`);
    expect(body).toMatch(/^gridwhistle_turn_failures_total\{role="all"\} 3$/m);
  });
});
