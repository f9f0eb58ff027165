import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Chat, createChat } from '../support/chat.js';
import { type Crew, openCrew } from '../support/crew.js';

let crew: Crew;
beforeAll(async () => {
  crew = await openCrew(['web', 'web', 'worker', 'worker'], { DEMO_START_AT: '2026-11-03T09:00:00+08:00' });
}, 90_000);
afterAll(() => crew.stop());

/** This person's chat as the first or the second web process shows it. */
function chatAt(web: 0 | 1, id: string): Chat {
  return createChat(crew.of('web')[web]?.url ?? '', id);
}

/** Everything that a page which stays open on this process is told, as one growing text. */
async function openPage(web: 0 | 1): Promise<{ told(): string; close(): void }> {
  const ended = new AbortController();
  const response = await fetch(`${crew.of('web')[web]?.url}/api/simulator/stream`, { signal: ended.signal });
  let told = '';
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) told += decoder.decode(chunk, { stream: true });
  })().catch(() => undefined);
  return { told: () => told, close: () => ended.abort() };
}

describe('Two web processes and two workers on one database', () => {
  it('answer a resident who wrote to one of them, and a page open on the other shows it at once', async () => {
    const page = await openPage(1);
    const resident = chatAt(0, 'resident-1');
    await resident.says('锦河花苑5号楼门口的路灯不亮了');
    await resident.hears(/这样报上去，可以吗/);
    await vi.waitFor(() => expect(page.told()).toMatch(/这样报上去，可以吗/), { timeout: 5000 });
    page.close();
  });

  it('follow the clock that one of them moved, and remind once', async () => {
    const resident = chatAt(0, 'resident-1');
    await resident.taps('可以');
    await resident.hears(/已登记，编号/);
    const page = await openPage(0);
    const answer = await fetch(`${crew.of('web')[1]?.url}/api/simulator/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ until: '2026-11-04T17:31:00+08:00' }),
    });
    expect(answer.status).toBe(200);
    const heard = await chatAt(0, 'hs-officer-1').news();
    expect(heard.match(/签收时间到了/g)).toHaveLength(1);
    await vi.waitFor(() => expect(page.told()).toMatch(/"type":"clock","now":"2026-11-04T17:3/), {
      timeout: 5000,
    });
    page.close();
  });

  it('go on when the worker that leads the sweep is killed', async () => {
    const lease = async () => {
      const { rows } = await crew.database.pool.query<{ value: string }>(
        `SELECT value FROM settings WHERE key = 'lease:sweep' AND expires_at > clock_timestamp()`,
      );
      return rows[0]?.value;
    };
    const before = await lease();
    expect(before).toBeDefined();
    await crew.of('worker')[0]?.end('SIGKILL');
    await vi.waitFor(async () => expect(await lease()).toBeDefined(), { timeout: 15_000, interval: 200 });
    const resident = chatAt(1, 'resident-2');
    await resident.says('和顺家园3号楼门口的路灯不亮了');
    await resident.hears(/这样报上去，可以吗/);
  });

  it('share PostgreSQL within the bounds of docs/limits.md', async () => {
    const { rows } = await crew.database.pool.query<{ name: string; n: number }>(
      `SELECT application_name AS name, count(*)::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND application_name <> '' GROUP BY 1`,
    );
    const used = (name: RegExp) => rows.filter((r) => name.test(r.name)).reduce((sum, r) => sum + r.n, 0);
    // Two web processes and the worker that is left.
    expect(used(/^gridwhistle$/)).toBeLessThanOrEqual(3 * 10);
    expect(used(/^(gridwhistle-queue|wake-ups)$/)).toBeLessThanOrEqual(2 * 2 + 4);
    expect(used(/^gridwhistle-signals$/)).toBe(3);
    expect(used(/^gridwhistle-holder$/)).toBe(1);
  });
});
