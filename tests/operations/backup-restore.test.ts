import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBackup } from '../../src/operations/restore/check-backup.js';
import { createChat } from '../support/chat.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { type ProductProcess, startProcess } from '../support/product-process.js';
import { operate } from './command.js';

/** One machine with its DATA_DIR and its embedded database. */
interface Machine {
  env: NodeJS.ProcessEnv;
  url: string;
  dataDir: string;
}

let folder: string;
let first: Machine;
let backup: string;
let caseNumber = '';
let running: ProductProcess | null = null;

async function newMachine(name: string): Promise<Machine> {
  const port = await freePort();
  const dataDir = join(folder, name);
  await mkdir(dataDir);
  await chmod(dataDir, 0o755);
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    env: {
      APP_MODE: 'demo',
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      DEMO_START_AT: '2026-09-23T10:00:00+08:00',
    },
  };
}

const start = async (machine: Machine) => {
  running = await startProcess({ env: machine.env, readyUrl: `${machine.url}/readyz` });
};
const stop = async () => {
  await running?.end('SIGTERM');
  running = null;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridwhistle-restore-'));
  // Run by root, the embedded server belongs to `nobody`, which must be able to enter.
  await chmod(folder, 0o755);
  backup = join(folder, 'backup.tar.gz');
  first = await newMachine('first');
  await start(first);
  const resident = createChat(first.url, 'resident-1');
  await resident.says('锦河花苑5号楼门口的路灯不亮了');
  await resident.taps('可以');
  caseNumber = /编号 (\d+-\d)/.exec(await resident.hears(/已登记/))?.[1] ?? '';
  await resident.sendsPhoto();
  await createChat(first.url, 'resident-2').says('碧桐苑3号楼下水道堵了');
  const done = await operate('backup', [backup], first.env);
  expect(done.output).toMatch(/备份好了：\d+行，1个照片和语音/);
  expect(done.code).toBe(0);
}, 120_000);

afterAll(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

describe('A backup taken while the product runs', () => {
  it('can be read by nobody but its owner, and names what it holds', async () => {
    expect((await stat(backup)).mode & 0o777).toBe(0o600);
    const manifest = await checkBackup(backup);
    expect(manifest.zone).toBe('日照高新区（演示）');
    expect(manifest.media).toEqual({ files: 1, missing: 0, changed: 0 });
    expect(manifest.tables.find((table) => table.name === 'cases')?.rows).toBe(1);
    expect(manifest.secrets).toBe(false);
  });

  it('is refused as long as the product runs, so that nobody writes into what is being replaced', async () => {
    const refused = await operate('restore', [backup, '--replace', '--yes'], first.env);
    expect(refused.output).toMatch(/还在运行/);
    expect(refused.code).toBe(1);
    await createChat(first.url, 'resident-1').says('我的');
  });
});

describe('On a new machine the town goes on from its backup', () => {
  let second: Machine;

  beforeAll(async () => {
    await stop();
    second = await newMachine('second');
    const restored = await operate('restore', [backup], second.env);
    expect(restored.output).toMatch(/恢复好了：\d+行，1个照片和语音，1条记录链/);
    expect(restored.output).toMatch(/办理记录前后相连/);
    expect(restored.output).toMatch(/以后）发生的事，恢复出来的系统不知道/);
    expect(restored.output).toMatch(/新的件的编号往后跳了1000/);
    expect(restored.output).not.toMatch(/还没办的|会拒绝启动/);
    expect(restored.code).toBe(0);
    await start(second);
  }, 120_000);

  it('the resident finds his case, and the officer signs for it with the card he had', async () => {
    const resident = createChat(second.url, 'resident-1');
    await resident.news();
    await resident.says('我的');
    await resident.hears(new RegExp(caseNumber));
    const officer = createChat(second.url, 'hs-officer-1');
    await officer.taps('签收');
    await resident.hears(/签收|开始办/);
  });

  it('nobody is told again what he was told before', async () => {
    const { all } = createChat(second.url, 'resident-1');
    const registered = (await all()).filter((message) => message.text?.includes('已登记，编号'));
    expect(registered).toHaveLength(1);
  });

  it('the picture is there, byte for byte', async () => {
    const [name = ''] = await readdir(join(first.dataDir, 'media'));
    const [before, after] = await Promise.all(
      [first, second].map((machine) => readFile(join(machine.dataDir, 'media', name))),
    );
    expect(after).toEqual(before);
    expect(after?.length).toBeGreaterThan(60);
  });

  it('what somebody began to report before the backup can be finished after it', async () => {
    const resident = createChat(second.url, 'resident-2');
    await resident.news();
    await resident.taps('可以');
    const given = /编号 (\d+)-\d/.exec(await resident.hears(/已登记，编号/))?.[1];
    // The one after the backup's may have been told to somebody whose case was lost.
    expect(Number(given)).toBe(Number.parseInt(caseNumber, 10) + 1001);
  });

  it('a card that was sent after the backup was taken is not found, and its owner is not taken for a stranger', async () => {
    const officer = createChat(second.url, 'hs-officer-1');
    await officer.sends({ tap: { cardId: randomUUID(), buttonKey: 'acknowledge' } });
    expect(await officer.hears(/没有找到这张卡片的记录/)).not.toMatch(/不是发给你/);
  });

  it('and it is not started in the mode that it was not made for', async () => {
    await stop();
    const other = { ...second.env, APP_MODE: 'production' };
    await expect(startProcess({ env: other, readyUrl: `${second.url}/readyz` })).rejects.toThrow(
      /没有启动：\n.*做过演示.*不能正式用/,
    );
    await start(second);
    await createChat(second.url, 'resident-1').says('我的');
  });
});

describe('What stands in a database is not overwritten by mistake', () => {
  it('a filled database is refused, with the two ways out', async () => {
    await stop();
    const refused = await operate('restore', [backup], first.env);
    expect(refused.output).toMatch(/数据库不是空的/);
    expect(refused.output).toMatch(/--replace/);
    expect(refused.code).toBe(1);
  });

  it('to replace it, the name of the zone must be typed; anything else leaves all as it was', async () => {
    const refused = await operate('restore', [backup, '--replace'], first.env, '日照');
    expect(refused.output).toMatch(/没有确认，什么都没有动/);
    expect(refused.code).toBe(1);
  });

  it('a replaced database was backed up before, and that backup is whole', async () => {
    const replaced = await operate('restore', [backup, '--replace'], first.env, '日照高新区（演示）');
    expect(replaced.output).toMatch(/先备份现在的内容到/);
    expect(replaced.code).toBe(0);
    const [name = ''] = await readdir(join(first.dataDir, 'backups'));
    expect((await checkBackup(join(first.dataDir, 'backups', name))).media.files).toBe(1);
  });
});

describe('A restore that cannot be right changes nothing', () => {
  let database: TestDatabase;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    database = await createTestDatabase();
    env = { DATABASE_URL: database.connectionString, DATA_DIR: join(folder, 'third') };
  });
  afterAll(() => database.drop());

  it('a file with one changed bit is refused', async () => {
    const bytes = await readFile(backup);
    const at = Math.floor(bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const damaged = join(folder, 'damaged.tar.gz');
    await writeFile(damaged, bytes);
    const refused = await operate('restore', [damaged], env);
    expect(refused.output).toMatch(/备份文件坏了.*没有动数据库/);
    expect(refused.code).toBe(1);
  });

  it('a file that was cut off is refused', async () => {
    const cut = join(folder, 'cut.tar.gz');
    await writeFile(cut, (await readFile(backup)).subarray(0, 20_000));
    expect((await operate('restore', [cut], env)).output).toMatch(/备份文件坏了/);
  });

  it('a file that is no backup is refused', async () => {
    const other = join(folder, 'other.txt');
    await writeFile(other, 'something else');
    expect((await operate('restore', [other], env)).output).toMatch(/这不是网格哨的备份/);
  });

  it('the database of another program is refused, also with --replace', async () => {
    const foreign = await createTestDatabase();
    try {
      await foreign.pool.query('DELETE FROM _prisma_migrations');
      await foreign.pool.end();
      const refused = await operate('restore', [backup, '--replace', '--yes'], {
        ...env,
        DATABASE_URL: foreign.connectionString,
      });
      expect(refused.output).toMatch(/别的程序的表/);
      expect(refused.code).toBe(1);
    } finally {
      await foreign.drop();
    }
  });

  it('the empty database is still there for the right file', async () => {
    await database.pool.end();
    const restored = await operate('restore', [backup, '--waiting-as-sent'], env);
    expect(restored.output).toMatch(/恢复好了/);
    expect(restored.code).toBe(0);
    const verified = await operate('verify', [], env);
    expect(verified.output).toMatch(/核对了1条记录链/);
    expect(verified.code).toBe(0);
  });
});
