import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LongTest } from './support/long-test.js';
import { readCommandLine } from './support/read-command-line.js';

const folder = dirname(fileURLToPath(import.meta.url));

/** Every other file beside this one is a long test. */
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.js') && file !== basename(fileURLToPath(import.meta.url)))
  .map((file) => file.slice(0, -'.js'.length))
  .sort();

const print = (line: string) => void process.stdout.write(`${line}\n`);

async function load(name: string): Promise<LongTest> {
  return (await import(pathToFileURL(join(folder, `${name}.js`)).href)) as LongTest;
}

async function list(): Promise<void> {
  print('长时间测试 (long tests)：npm run long -- 名称 [--seed N] [--backend postgres|redis]');
  for (const name of names) {
    const { title, flags } = await load(name);
    print(`\n  ${name.padEnd(10)} ${title}`);
    for (const [flag, meaning] of Object.entries(flags)) print(`      --${flag.padEnd(16)} ${meaning}`);
  }
}

/** Exit codes: 0 passed, 1 failed, 2 asked wrongly. */
async function main(): Promise<number> {
  const [name, ...words] = process.argv.slice(2);
  if (name === undefined) {
    await list();
    return 0;
  }
  if (!names.includes(name)) {
    print(`没有这个测试 (no such test): ${name}`);
    await list();
    return 2;
  }
  const test = await load(name);
  const asked = readCommandLine(words, Object.keys(test.flags));
  if ('mistake' in asked) {
    print(asked.mistake);
    return 2;
  }
  const seed = asked.seed ?? randomInt(1, 2 ** 31);
  print(`${name}：种子 (seed) ${seed}，队列 (queue) ${asked.backend}，Node ${process.version}`);
  const began = performance.now();
  let passed = false;
  try {
    passed = await test.run({ seed, backend: asked.backend, flags: asked.flags, print });
  } catch (error) {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  print(`${passed ? 'PASS 通过' : 'FAIL 没有通过'}  ${name}  ${asked.backend}  seed ${seed}  ${seconds} s`);
  return passed ? 0 : 1;
}

process.exitCode = await main();
