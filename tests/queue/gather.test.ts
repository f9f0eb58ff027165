import { describe, expect, it } from 'vitest';
import { Gathered } from '../../src/queue/gather.js';

const now = Date.parse('2026-11-23T10:00:00.400Z');
const remindDue = { name: 'remind-due' } as const;

describe('Wake-ups that are gathered', () => {
  it('for the outbox become one, however many commits there were', () => {
    const gathered = new Gathered();
    for (let i = 0; i < 100; i++) gathered.put({ name: 'deliver-outbox' }, 0, now);
    expect(gathered.take(now)).toEqual([{ job: { name: 'deliver-outbox' }, delayMs: 0 }]);
    expect(gathered.isEmpty()).toBe(true);
  });

  it('for reminders become one for each quarter of a second, which comes when all of it is due', () => {
    const gathered = new Gathered();
    for (const delayMs of [10, 50, 100]) gathered.put(remindDue, delayMs, now);
    gathered.put(remindDue, 101, now);
    expect(gathered.take(now)).toEqual([
      { job: remindDue, delayMs: 100, id: `due-${Date.parse('2026-11-23T10:00:00.500Z') / 250}` },
      { job: remindDue, delayMs: 350, id: `due-${Date.parse('2026-11-23T10:00:00.750Z') / 250}` },
    ]);
  });

  it('arm a moment once, and again after a minute, so that an emptied queue fills from rows', () => {
    const gathered = new Gathered();
    const inAnHour = 3_600_000;
    gathered.put(remindDue, inAnHour, now);
    expect(gathered.take(now)).toHaveLength(1);
    gathered.put(remindDue, inAnHour - 30_000, now + 30_000);
    expect(gathered.take(now + 30_000)).toEqual([]);
    gathered.put(remindDue, inAnHour - 61_000, now + 61_000);
    expect(gathered.take(now + 61_000)).toHaveLength(1);
  });

  it('arm a moment at once when the queue did not take it', () => {
    const gathered = new Gathered();
    gathered.put(remindDue, 5000, now);
    gathered.take(now);
    gathered.forgetArmed();
    gathered.put(remindDue, 5000, now);
    expect(gathered.take(now)).toHaveLength(1);
  });

  it('keep conversations apart: each message has its own job', () => {
    const gathered = new Gathered();
    gathered.put({ name: 'take-turns', conversationIds: ['a'] }, 0, now);
    gathered.put({ name: 'take-turns', conversationIds: ['b'] }, 0, now);
    expect(gathered.take(now).map(({ job }) => job)).toEqual([
      { name: 'take-turns', conversationIds: ['a'] },
      { name: 'take-turns', conversationIds: ['b'] },
    ]);
  });
});
