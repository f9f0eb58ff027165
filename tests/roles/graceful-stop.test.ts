import { afterEach, expect, it } from 'vitest';
import { createChat } from '../support/chat.js';
import { type Crew, openCrew } from '../support/crew.js';

let crew: Crew | null = null;
afterEach(async () => {
  await crew?.stop();
  crew = null;
});

/** People who write at the same moment. */
const burst = 40;

async function count(sql: string): Promise<number> {
  const { rows } = (await crew?.database.pool.query<{ n: string }>(sql)) ?? { rows: [] };
  return Number(rows[0]?.n);
}

it('a SIGTERM in the middle of a burst loses nobody’s message, answers nobody twice and ends with 0', async () => {
  crew = await openCrew(['all']);
  const [first] = crew.members;
  if (!first) throw new Error('no process');
  const people: string[] = [];
  for (let i = 0; i < burst; i++) {
    const response = await fetch(`${first.url}/api/simulator/people`, { method: 'POST' });
    people.push(((await response.json()) as { id: string }).id);
  }
  const kept: string[] = [];
  const sending = people.map(async (id) => {
    const answer = await fetch(`${first.url}/api/simulator/people/${id}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: `burst-${id}`, text: '和顺家园3号楼门口的路灯不亮了' }),
    }).catch(() => null);
    if (answer?.status === 202) kept.push(id);
  });
  // As soon as some were taken in and the turns have begun.
  while ((await count('SELECT count(*) AS n FROM inbound_messages')) < burst / 4);
  // Twice at once, as npm and a terminal do.
  first.child.kill('SIGTERM');
  const ended = first.end('SIGTERM');
  await Promise.all(sending);
  expect(await ended, first.output()).toBe(0);
  expect(kept.length).toBeGreaterThan(0);

  const second = await crew.add('all');
  const settled = await fetch(`${second.url}/api/simulator/settled?wait=25`);
  expect(await settled.json()).toEqual({ settled: true });
  // Whoever was told "taken in" has one message, one turn and one answer each time.
  const stored = await count('SELECT count(*) AS n FROM inbound_messages');
  expect(stored).toBeGreaterThanOrEqual(kept.length);
  expect(await count('SELECT count(*) AS n FROM inbound_messages WHERE handled_at IS NULL')).toBe(0);
  for (const id of kept) {
    const heard = await createChat(second.url, id).news();
    expect(heard.match(/这样报上去，可以吗/g), `${id}: ${heard}`).toHaveLength(1);
  }
  expect(first.output()).not.toMatch(/unhandled|stopped-early/i);
}, 90_000);
