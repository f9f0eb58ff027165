import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { runFuzz } from '../../long/fuzz/run-fuzz.js';
import { projectRoot } from '../../src/shared/paths.js';
import { createTestDatabase } from '../support/database.js';

describe('The callback address, under garbage, forgeries and authentic nonsense', () => {
  it('never fails, stores nothing forged and loses no message it accepted', {
    timeout: 120_000,
  }, async () => {
    const database = await createTestDatabase();
    const seed = randomInt(2 ** 31);
    try {
      const { violations, answers, stored } = await runFuzz({
        seed,
        productRoot: projectRoot,
        databaseUrl: database.connectionString,
        count: 500,
      });
      expect(violations, `seed ${seed}`).toEqual([]);
      expect([...answers.keys()]).toEqual(
        expect.arrayContaining(['forged 403', 'odd 200', 'verification 200']),
      );
      expect(stored).toBeGreaterThan(0);
    } finally {
      await database.drop();
    }
  });
});
