import { appendFile, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { silentLog } from '../../../src/shared/log.js';
import { projectRoot } from '../../../src/shared/paths.js';
import { applyMigrations } from '../../../src/store/postgres/apply-migrations.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { onDatabase } from '../../support/on-database.js';
import { temporaryFolder } from './temporary-folder.js';

describe('migrations', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  async function copyOfPrisma(): Promise<string> {
    const folder = await temporaryFolder();
    await cp(join(projectRoot, 'prisma'), folder, { recursive: true });
    return folder;
  }

  async function add(prismaFolder: string, name: string, sql: string): Promise<void> {
    await mkdir(join(prismaFolder, 'migrations', name));
    await writeFile(join(prismaFolder, 'migrations', name, 'migration.sql'), sql);
  }

  function apply(prismaFolder: string): Promise<'applied' | 'up-to-date'> {
    const { pool, connectionString } = database;
    return applyMigrations({ pool, connectionString, prismaFolder, log: silentLog });
  }

  it('apply once, also when two processes start at once', async () => {
    const prismaFolder = await copyOfPrisma();
    expect(await apply(prismaFolder)).toBe('up-to-date');
    await add(prismaFolder, '20990101000000_lamps', 'CREATE TABLE lamps (id int);');
    const both = await Promise.all([apply(prismaFolder), apply(prismaFolder)]);
    expect(both.sort()).toEqual(['applied', 'up-to-date']);
    expect((await database.pool.query('SELECT * FROM lamps')).rows).toEqual([]);
  });

  it('bring an empty database to where the others are', async () => {
    const name = `empty_${process.pid}`;
    await database.pool.query(`CREATE DATABASE ${name}`);
    const { pool, connectionString } = onDatabase(inject('testServerUrl'), name);
    const prismaFolder = join(projectRoot, 'prisma');
    expect(await applyMigrations({ pool, connectionString, prismaFolder, log: silentLog })).toBe('applied');
    const tables = "SELECT count(*)::int FROM information_schema.tables WHERE table_schema = 'public'";
    const made = await pool.query(tables);
    await pool.end();
    await database.pool.query(`DROP DATABASE ${name} WITH (FORCE)`);
    expect(made.rows).toEqual((await database.pool.query(tables)).rows);
  });

  it('are applied whole or not at all, semicolons inside functions included', async () => {
    const prismaFolder = await copyOfPrisma();
    const body = 'CREATE FUNCTION ring() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;';
    await add(prismaFolder, '20990101000000_ring', `${body}\nSELECT no_such_thing;`);
    await expect(apply(prismaFolder)).rejects.toMatchObject({
      code: 'migration-failed',
      message: expect.stringContaining('no_such_thing'),
    });
    await expect(database.pool.query('SELECT ring()')).rejects.toThrow('ring');
  });

  it('that were edited after they were applied stop the start', async () => {
    const prismaFolder = await copyOfPrisma();
    const [first] = await readdir(join(prismaFolder, 'migrations'));
    await appendFile(join(prismaFolder, 'migrations', String(first), 'migration.sql'), '-- edited\n');
    await expect(apply(prismaFolder)).rejects.toMatchObject({
      code: 'migration-edited',
      message: expect.stringContaining(String(first)),
    });
  });

  it('that this program does not know stop the start', async () => {
    const prismaFolder = await copyOfPrisma();
    await add(prismaFolder, '20990101000000_lamps', 'CREATE TABLE lamps (id int);');
    await apply(prismaFolder);
    await rm(join(prismaFolder, 'migrations/20990101000000_lamps'), { recursive: true });
    await expect(apply(prismaFolder)).rejects.toMatchObject({ code: 'database-newer' });
  });
});
