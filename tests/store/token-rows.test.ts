import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/shared/errors.js';
import { silentLog } from '../../src/shared/log.js';
import { within } from '../../src/shared/within.js';
import { createStoreClient, type StoreClient } from '../../src/store/client.js';
import { openHolder } from '../../src/store/holder.js';
import { createTokenRows } from '../../src/store/token-rows.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let client: StoreClient;
let fetched: number;
beforeEach(async () => {
  database = await createTestDatabase();
  client = createStoreClient(database.pool);
  fetched = 0;
});
afterEach(async () => {
  await client.$disconnect();
  await database.drop();
});

const fetchToken = async () => {
  fetched += 1;
  return { token: `token-${fetched}`, expiresInSeconds: 7200 };
};
/** One for each process. */
const rows = () => createTokenRows(client);
const lives = async () => {
  const { rows: found } = await database.pool.query<{ seconds: number }>(
    `SELECT extract(epoch FROM expires_at - clock_timestamp())::float8 AS seconds FROM settings WHERE key = 'token:app'`,
  );
  return found[0]?.seconds ?? 0;
};

describe('The token of an app', () => {
  it('is fetched once when several processes need it at the same time', async () => {
    const tokens = await Promise.all(Array.from({ length: 6 }, () => rows().get('app', fetchToken)));
    expect(new Set(tokens)).toEqual(new Set(['token-1']));
    expect(fetched).toBe(1);
  });

  it('is renewed five to ten minutes before its end', async () => {
    await rows().get('app', fetchToken);
    expect(await lives()).toBeGreaterThan(7200 - 610);
    expect(await lives()).toBeLessThanOrEqual(7200 - 300);
  });

  it('that lives for a minute only is still of use', async () => {
    await rows().get('app', async () => ({ token: 'short', expiresInSeconds: 60 }));
    expect(await lives()).toBeGreaterThan(40);
    expect(await rows().get('app', fetchToken)).toBe('short');
  });

  it('that the platform no longer takes is fetched anew, and only if nobody did already', async () => {
    await rows().get('app', fetchToken);
    await rows().drop('app', 'token-1');
    expect(await rows().get('app', fetchToken)).toBe('token-2');
    await rows().drop('app', 'token-1');
    expect(await rows().get('app', fetchToken)).toBe('token-2');
  });

  it('that was refused for a wrong secret is asked for by no other process for a while', async () => {
    const refuse = async () => {
      fetched += 1;
      throw new AppError('wecom-40001', 'tell-operator', 'invalid credential');
    };
    for (let n = 0; n < 3; n += 1) {
      await expect(rows().get('app', refuse)).rejects.toMatchObject({
        code: 'wecom-40001',
        remedy: 'tell-operator',
      });
    }
    expect(fetched).toBe(1);
    await database.pool.query(`UPDATE settings SET expires_at = now() WHERE key = 'token-refused:app'`);
    expect(await rows().get('app', fetchToken)).toBe('token-2');
  });

  it('is asked for again at once when the platform was merely busy', async () => {
    const busy = async () => {
      throw new AppError('wecom--1', 'retry', 'busy');
    };
    await expect(rows().get('app', busy)).rejects.toMatchObject({ code: 'wecom--1' });
    expect(await rows().get('app', fetchToken)).toBe('token-1');
  });

  it('is fetched at once by another process when the one that was fetching it is killed', async () => {
    const holder = await openHolder(database.connectionString, silentLog);
    // It asks the platform, and its answer never comes.
    await new Promise<void>((asked) => {
      void createTokenRows(client, () => holder.number()).get('app', () => {
        asked();
        return new Promise(() => undefined);
      });
    });
    const waiting = rows().get('app', fetchToken);
    const killedAt = performance.now();
    await holder.close();
    expect(await waiting).toBe('token-1');
    expect(performance.now() - killedAt).toBeLessThan(5000);
  });

  it('is waited for while the process that fetches it lives', async () => {
    const holder = await openHolder(database.connectionString, silentLog);
    let answer: (token: string) => void = () => undefined;
    let living: Promise<string> | undefined;
    await new Promise<void>((asked) => {
      living = createTokenRows(client, () => holder.number()).get('app', () => {
        asked();
        return new Promise((resolve) => {
          answer = (token) => resolve({ token, expiresInSeconds: 7200 });
        });
      });
    });
    const waiting = rows().get('app', fetchToken);
    // Longer than the pause after which the second looks again.
    await expect(within(500, waiting)).resolves.toBe('late');
    answer('the first');
    expect(await Promise.all([living, waiting])).toEqual(['the first', 'the first']);
    expect(fetched).toBe(0);
    await holder.close();
  });

  it('is fetched by another process when the machine of the one that was fetching it vanished', async () => {
    await database.pool.query(
      `INSERT INTO settings (key, value, expires_at)
       VALUES ('token-lease:app', '"dead"', clock_timestamp() + interval '300 milliseconds')`,
    );
    expect(await rows().get('app', fetchToken)).toBe('token-1');
  });
});
