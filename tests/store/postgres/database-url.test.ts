import { describe, expect, inject, it } from 'vitest';
import { silentLog } from '../../../src/shared/log.js';
import { openDatabase } from '../../../src/store/postgres/open-database.js';
import { temporaryFolder } from './temporary-folder.js';

describe('DATABASE_URL', () => {
  it('is used instead of the embedded database', async () => {
    const databaseUrl = inject('testServerUrl');
    const database = await openDatabase({ databaseUrl, dataDir: '/nowhere', log: silentLog });
    const answer = await database.pool.query("SELECT current_setting('application_name') AS name");
    await database.close();
    expect(answer.rows).toEqual([{ name: 'gridwhistle' }]);
    expect(database.connectionString).toBe(databaseUrl);
  });

  it('that leads nowhere is told by its name, with the server, without the password', async () => {
    const host = encodeURIComponent(await temporaryFolder());
    const databaseUrl = `postgresql://officer:geheim@localhost/ledger?host=${host}`;
    const failure: unknown = await openDatabase({ databaseUrl, dataDir: '/nowhere', log: silentLog }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'database-unreachable', remedy: 'tell-operator' });
    expect(String(failure)).toMatch(/DATABASE_URL.*ledger/);
    expect(String(failure)).not.toContain('geheim');
  });
});
