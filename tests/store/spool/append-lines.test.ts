import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { appendLines } from '../../../src/store/spool/append-lines.js';
import { GatheredAppends } from '../../../src/store/spool/gather-appends.js';
import { readLines } from '../../../src/store/spool/read-lines.js';
import { SpoolFolder } from '../../../src/store/spool/spool-folder.js';

async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-spool-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}

async function linesOf(path: string): Promise<string[]> {
  const all: string[] = [];
  for await (const { lines } of readLines(path, 7)) all.push(...lines);
  return all;
}

it('no line that was acknowledged is lost, however often the file is taken away to be replayed', async () => {
  const dataDir = await newDataDir();
  const read = new Map<string, number>();
  let writing = true;
  const reader = (async () => {
    const folder = new SpoolFolder(dataDir);
    for (;;) {
      const over = !writing;
      const file = await folder.takeOldest();
      if (file === null) {
        if (over) return;
        await new Promise(setImmediate);
        continue;
      }
      for (const line of await linesOf(file)) read.set(line, (read.get(line) ?? 0) + 1);
      await folder.remove(file);
    }
  })();
  const acknowledged: string[] = [];
  const write = async (name: string) => {
    const folder = new SpoolFolder(dataDir);
    for (let n = 0; n < 150; n++) {
      const line = `${name}-${n}-${'路灯'.repeat(n % 40)}`;
      await appendLines(folder, [line]);
      acknowledged.push(line);
    }
  };
  await Promise.all(['one', 'two', 'three'].map(write));
  writing = false;
  await reader;
  expect(acknowledged).toHaveLength(450);
  expect(acknowledged.filter((line) => !read.has(line))).toEqual([]);
});

it('messages that come while another is being written share one write, in the order in which they came', async () => {
  const writes: string[][] = [];
  let finish: () => void = () => undefined;
  const appends = new GatheredAppends(async (lines) => {
    writes.push([...lines]);
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  const first = appends.add(['一']);
  await expect.poll(() => writes.length).toBe(1);
  const others = Promise.all([appends.add(['二']), appends.add(['三', '四'])]);
  finish();
  await first;
  await expect.poll(() => writes.length).toBe(2);
  finish();
  await others;
  expect(writes).toEqual([['一'], ['二', '三', '四']]);
});

it('words with line separators that are none of a file stay one line', async () => {
  const dataDir = await newDataDir();
  const folder = new SpoolFolder(dataDir);
  await appendLines(folder, ['前\u2028后', '第二\u0085行']);
  expect(await linesOf(folder.waiting)).toEqual(['前\u2028后', '第二\u0085行']);
  expect(await readFile(folder.waiting, 'utf8')).toBe('\n前\u2028后\n第二\u0085行\n');
});
