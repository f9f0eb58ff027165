import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/shared/paths.js';
import { diffSchema } from '../../src/store/postgres/diff-schema.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

describe('the database schema', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('is described alike by the migrations and the Prisma schema', async () => {
    const missing = await diffSchema({
      connectionString: database.connectionString,
      prismaFolder: join(projectRoot, 'prisma'),
    });
    expect(missing).toBe('');
  });
});
