import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { runChaos } from '../../long/chaos/run-chaos.js';
import { projectRoot } from '../../src/shared/paths.js';
import { createTestDatabase } from '../support/database.js';
import { queueSettings } from '../support/queue-settings.js';

describe('A town whose processes are killed while WeCom fails three calls in ten', () => {
  it('handles each message once, answers each once and in order', { timeout: 120_000 }, async () => {
    const database = await createTestDatabase();
    const seed = randomInt(2 ** 31);
    const settings = Object.entries(queueSettings()).map(([name, value]) => [name, value ?? '']);
    try {
      const { violations, figures, lastWords } = await runChaos({
        seed,
        productRoot: projectRoot,
        databaseUrl: database.connectionString,
        redis: { settings: Object.fromEntries(settings), wipe: async () => undefined },
        roles: ['web', 'worker', 'worker'],
        size: { residents: 7, workers: 5, messagesEach: 5 },
        paceMs: 900,
        kills: 3,
        faults: true,
        hurry: 10,
        settleWithinMs: 60_000,
      });
      expect(violations, `seed ${seed}\n${lastWords}`).toEqual([]);
      expect(figures.accepted).toBeGreaterThan(45);
      expect(figures.troubledCalls).toBeGreaterThan(0);
    } finally {
      await database.drop();
    }
  });
});
