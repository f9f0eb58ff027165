import { describe, expect, it } from 'vitest';
import { remembered } from '../../src/metrics/remembered.js';

describe('A figure that costs a question to the database', () => {
  it('is asked for once, however many scrape at the same time', async () => {
    let asked = 0;
    const read = remembered(async () => ++asked, { lifeMs: 60_000, patienceMs: 1000 });
    expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1]);
    expect(await read()).toBe(1);
    expect(asked).toBe(1);
  });

  it('is asked for again when it is old', async () => {
    let asked = 0;
    const read = remembered(async () => ++asked, { lifeMs: 0, patienceMs: 1000 });
    expect(await read()).toBe(1);
    expect(await read()).toBe(2);
  });

  it('is left out when it does not come, so that a scrape never waits for a database that hangs', async () => {
    const read = remembered(() => new Promise<number>(() => undefined), { lifeMs: 0, patienceMs: 20 });
    expect(await read()).toBeNull();
    expect(await read()).toBeNull();
  });

  it('is left out when it cannot be had, and there again afterwards', async () => {
    let broken = true;
    const read = remembered(
      async () => {
        if (broken) throw new Error('away');
        return 7;
      },
      { lifeMs: 60_000, patienceMs: 1000 },
    );
    expect(await read()).toBeNull();
    broken = false;
    expect(await read()).toBe(7);
  });
});
