import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDatabaseMode, refuseOtherMode, rememberMode } from '../../src/store/database-mode.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const start = async (mode: 'demo' | 'production') => {
  await refuseOtherMode(database.pool, mode, 'DATABASE_URL 指的数据库');
  await rememberMode(database.pool, mode);
};

describe('What a database is for is decided by its first start', () => {
  it('a town’s own database is never played with, and hears what to change', async () => {
    await start('production');
    await expect(start('demo')).rejects.toMatchObject({
      code: 'other-mode',
      message: expect.stringMatching(
        /^DATABASE_URL 指的数据库是正式用的，不能拿来演示[\s\S]*APP_MODE=production/,
      ),
    });
    await start('production');
    expect(await readDatabaseMode(database.pool)).toBe('production');
  });

  it('invented people and cases never become a town’s', async () => {
    await start('demo');
    await expect(start('production')).rejects.toThrow(/做过演示.*不能正式用/);
    await start('demo');
  });

  it('a clock that was moved tells of a demo from before this was remembered', async () => {
    await database.pool.query(`INSERT INTO settings (key, value) VALUES ('clock-offset-ms', '3600000')`);
    await expect(start('production')).rejects.toThrow(/做过演示/);
    await start('demo');
  });

  it('an empty database without tables refuses nobody', async () => {
    await database.pool.query('DROP TABLE settings');
    expect(await readDatabaseMode(database.pool)).toBeNull();
    await refuseOtherMode(database.pool, 'demo', '');
  });
});
