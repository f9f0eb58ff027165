import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArchive } from '../../src/operations/archive/read-archive.js';
import { writeArchive } from '../../src/operations/archive/write-archive.js';
import { backupName, keepNewest, removeDrafts } from '../../src/operations/backup/backup-place.js';

let folder: string;
const at = new Date('2026-09-23T02:15:30Z');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridwhistle-archive-'));
});
afterAll(() => rm(folder, { recursive: true }));

const members: [string, Buffer][] = [
  ['empty.txt', Buffer.alloc(0)],
  ['tables/cases/000000.copy', Buffer.from('路灯\\N\t一\n'.repeat(1000))],
  ['exactly-one-block', Buffer.alloc(512, 7)],
  ['media/picture.png', Buffer.from(Array.from({ length: 70_001 }, (_, i) => (i * i) % 251))],
];

async function writeMembers(file: string): Promise<void> {
  await writeArchive(file, at, async (archive) => {
    for (const [name, bytes] of members) await archive.add(name, bytes);
  });
}

describe('An archive', () => {
  it('comes back as it was written', async () => {
    const file = join(folder, 'a.tar.gz');
    await writeMembers(file);
    const found: [string, Buffer][] = [];
    for await (const { name, bytes } of readArchive(file)) found.push([name, bytes]);
    expect(found).toEqual(members);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is opened by any tar, so that nobody depends on this program', async () => {
    const file = join(folder, 'b.tar.gz');
    await writeMembers(file);
    const target = await mkdtemp(join(folder, 'unpacked-'));
    await promisify(execFile)('tar', ['-xzf', file, '-C', target]);
    for (const [name, bytes] of members) expect(await readFile(join(target, name))).toEqual(bytes);
  });

  it('has its name only when it is whole: a failure on the way leaves nothing', async () => {
    const file = join(folder, 'c.tar.gz');
    const failing = writeArchive(file, at, async (archive) => {
      await archive.add('first', Buffer.alloc(100_000, 1));
      throw new Error('the database went away');
    });
    await expect(failing).rejects.toThrow('the database went away');
    expect((await readdir(folder)).filter((name) => name.includes('c.tar.gz'))).toEqual([]);
  });

  it('that ends too early is called damaged', async () => {
    const file = join(folder, 'd.tar.gz');
    await writeMembers(file);
    await writeFile(file, (await readFile(file)).subarray(0, 400));
    const reading = async () => {
      for await (const _member of readArchive(file));
    };
    await expect(reading()).rejects.toMatchObject({ code: 'archive-damaged' });
  });
});

describe('The folder of backups', () => {
  it('names a file after the time of day in China, and keeps the newest', async () => {
    expect(backupName(at)).toBe('gridwhistle-20260923-101530.tar.gz');
    const place = await mkdtemp(join(folder, 'place-'));
    for (const day of [21, 22, 23])
      await writeFile(join(place, backupName(new Date(Date.UTC(2026, 8, day)))), '');
    await writeFile(join(place, 'notes.tar.gz'), '');
    expect(await keepNewest(place, 2)).toEqual(['gridwhistle-20260921-080000.tar.gz']);
    expect((await readdir(place)).sort()).toEqual([
      'gridwhistle-20260922-080000.tar.gz',
      'gridwhistle-20260923-080000.tar.gz',
      'notes.tar.gz',
    ]);
  });

  it('loses what a killed backup left, and nothing of one that is being written', async () => {
    const place = await mkdtemp(join(folder, 'drafts-'));
    // Above the largest process id that Linux gives (2^22).
    const dead = `.${backupName(at)}.4194305.part`;
    const alive = `.${backupName(at)}.${process.pid}.part`;
    for (const name of [dead, alive]) await writeFile(join(place, name), '');
    await removeDrafts(place);
    expect(await readdir(place)).toEqual([alive]);
  });
});
