import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countJobs, handlersWith, type QueuePlace, queuePlace } from '../support/queue.js';

let place: QueuePlace;
beforeEach(async () => {
  place = await queuePlace();
});
afterEach(() => place.close());

const deliver = { job: { name: 'deliver-outbox' } } as const;

describe('The queue', () => {
  it('brings a wake-up from one process to another', async () => {
    const heard: string[] = [];
    const web = await place.open();
    const worker = await place.open();
    worker.work(
      handlersWith({
        'take-turns': async ({ conversationIds }) => void heard.push(...conversationIds),
      }),
    );
    await web.add([{ job: { name: 'take-turns', conversationIds: ['a', 'b'] } }]);
    await vi.waitFor(() => expect(heard).toEqual(['a', 'b']), { timeout: 10_000 });
  });

  it('wakes delivery a few times for hundreds of commits, and once more for the last of them', async () => {
    let lastCommit = 0;
    let lastSeen = 0;
    let jobs = 0;
    const worker = await place.open();
    worker.work(
      handlersWith({
        'deliver-outbox': async () => {
          jobs += 1;
          lastSeen = lastCommit;
        },
      }),
    );
    for (let i = 1; i <= 300; i++) {
      lastCommit = i;
      await worker.add([deliver]);
    }
    await vi.waitFor(() => expect(lastSeen).toBe(300), { timeout: 10_000 });
    expect(jobs).toBeLessThan(30);
  });

  it('has one job for all reminders of one moment, also when several processes ask for it', async () => {
    const { handlers, count } = countJobs('remind-due');
    const processes = [await place.open(), await place.open(), await place.open()];
    const moment = Math.ceil(Date.now() / 1000) * 1000 + 2000;
    const ask = (at: number) =>
      Promise.all(
        processes.map((each) => each.add([{ job: { name: 'remind-due' }, delayMs: at - Date.now() }])),
      );
    for (const each of processes) each.work(handlers);
    for (let i = 0; i < 100; i++) await ask(moment - 100);
    await vi.waitFor(() => expect(count()).toBe(1), { timeout: 10_000 });
    expect(Date.now()).toBeGreaterThanOrEqual(moment);
    // A later job would come behind whatever else was still waiting.
    await ask(Math.ceil(Date.now() / 250) * 250 + 650);
    await vi.waitFor(() => expect(count()).toBeGreaterThan(1), { timeout: 10_000 });
    expect(count()).toBe(2);
  });

  it('finishes the job under way before it lets go, and what that job left to do is not lost', async () => {
    const events = new EventEmitter();
    const { handlers, count } = countJobs('deliver-outbox');
    const first = await place.open();
    let finished = false;
    first.work({
      ...handlers,
      'take-turns': async () => {
        events.emit('begun');
        await once(events, 'go');
        await first.add([deliver]);
        finished = true;
      },
    });
    const begun = once(events, 'begun');
    await first.add([{ job: { name: 'take-turns', conversationIds: ['a'] } }]);
    await begun;
    const stopped = first.stopWorking(10_000);
    events.emit('go');
    await stopped;
    expect(finished).toBe(true);
    await first.close();

    // Whichever of the two takes it: it is there.
    const second = await place.open();
    second.work(handlers);
    await vi.waitFor(() => expect(count()).toBe(1), { timeout: 10_000 });
  });

  it('does not wait longer than it was told to for a job that hangs', async () => {
    const events = new EventEmitter();
    const worker = await place.open();
    worker.work(
      handlersWith({
        'take-turns': async () => {
          events.emit('begun');
          await once(events, 'never');
        },
      }),
    );
    const begun = once(events, 'begun');
    await worker.add([{ job: { name: 'take-turns', conversationIds: ['a'] } }]);
    await begun;
    const began = performance.now();
    await worker.stopWorking(300);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('works on after everything that waited was thrown away', async () => {
    const { handlers, count } = countJobs('deliver-outbox');
    const worker = await place.open();
    await worker.add([{ job: { name: 'remind-due' }, delayMs: 60_000 }]);
    await worker.wipe();
    worker.work(handlers);
    await worker.add([deliver]);
    await vi.waitFor(() => expect(count()).toBe(1), { timeout: 10_000 });
  });
});
