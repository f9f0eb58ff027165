import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTown, type Town } from '../support/town.js';
import { operate } from './command.js';

let town: Town;
let env: NodeJS.ProcessEnv;
let caseNumber = '';

beforeAll(async () => {
  town = await openTown({ startAt: '2026-09-23T10:00:00+08:00' });
  env = { APP_MODE: 'demo', DATA_DIR: town.dataDir, DATABASE_URL: town.connectionString };
  const resident = town.chat('resident-1');
  await resident.says('锦河花苑5号楼门口的路灯不亮了');
  await resident.taps('可以');
  caseNumber = /编号 (\d+-\d)/.exec(await resident.hears(/已登记/))?.[1] ?? '';
});
afterAll(() => town.close());

describe('An operator who erases a person', () => {
  it('is told when nobody fits', async () => {
    const { output, code } = await operate('erase', ['nobody-at-all'], env);
    expect(output).toMatch(/没有找到/);
    expect(code).toBe(1);
  });

  it('finds him by the number of his case, sees what goes and what stays, and changes nothing without a word', async () => {
    const { output, code } = await operate('erase', [caseNumber], env, 'no');
    expect(output).toMatch(/resident-1/);
    expect(output).toMatch(/将抹掉，不能恢复/);
    expect(output).toMatch(/保留：/);
    expect(output).toMatch(/什么都没有动/);
    expect(code).toBe(1);
    await town.chat('resident-1').says('我的');
    await town.chat('resident-1').hears(new RegExp(caseNumber));
  });

  it('is warned that a member of staff would come back with the next start', async () => {
    expect((await operate('erase', ['HS-Officer-1'], env, 'no')).output).toMatch(/还是办件人/);
  });

  it('erases him after his word, and the ledger still verifies', async () => {
    const { output, code } = await operate('erase', ['resident-1'], env, 'resident-1');
    expect(output).toMatch(/抹掉了/);
    expect(code).toBe(0);
    const { pool } = town.app.engine;
    const left = await pool.query(`SELECT FROM identities WHERE external_id = 'resident-1'`);
    expect(left.rowCount).toBe(0);
    const texts = await pool.query('SELECT FROM case_texts');
    expect(texts.rowCount).toBe(0);
    const verified = await operate('verify', [], env);
    expect(verified.output).toMatch(/核对了2条记录链/);
    expect(verified.code).toBe(0);
  });
});
