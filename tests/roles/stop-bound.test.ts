import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChat } from '../support/chat.js';
import { type Crew, type Member, openCrew } from '../support/crew.js';

let crew: Crew;
let member: Member;
let letGo: () => Promise<void>;

/** Somebody holds the conversations, so that the turn of a message waits. */
beforeEach(async () => {
  crew = await openCrew(['all'], { LOG_LEVEL: 'info' });
  member = crew.members[0] as Member;
  const holder = await crew.database.pool.connect();
  let held = true;
  letGo = async () => {
    if (!held) return;
    held = false;
    await holder.query('ROLLBACK');
    holder.release();
  };
  await holder.query('BEGIN; SELECT 1 FROM conversations FOR UPDATE');
  await fetch(`${member.url}/api/simulator/people/resident-1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: '和顺家园3号楼门口的路灯不亮了' }),
  });
  await vi.waitFor(
    async () => {
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      expect((await crew.database.pool.query(waiting)).rowCount).toBeGreaterThan(0);
    },
    { timeout: 10_000 },
  );
});
afterEach(async () => {
  await letGo();
  await crew.stop();
});

describe('A stop that cannot finish what is under way', () => {
  it('ends within its bound, says what is left, and the next start does it', async () => {
    const began = performance.now();
    expect(await member.end('SIGTERM'), member.output()).toBe(0);
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(member.output()).toMatch(/"stopped-early".*"unhandled":1/);
    await letGo();
    const next = await crew.add('all');
    await fetch(`${next.url}/api/simulator/settled?wait=20`);
    const heard = await createChat(next.url, 'resident-1').news();
    expect(heard.match(/这样报上去，可以吗/g)).toHaveLength(1);
  }, 90_000);

  it('ends at once when it is asked again', async () => {
    member.child.kill('SIGTERM');
    await vi.waitFor(() => expect(member.output()).toMatch(/"msg":"stopping"/));
    const began = performance.now();
    // Somebody presses Ctrl-C again and again.
    const pressing = setInterval(() => member.child.kill('SIGTERM'), 250);
    await once(member.child, 'exit');
    clearInterval(pressing);
    expect(member.child.exitCode).toBe(143);
    expect(performance.now() - began).toBeLessThan(5000);
  }, 60_000);
});
