import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One place of the compiled product, and what stands there instead. */
interface Patch {
  file: string;
  find: string;
  replace: string;
}

/** Mistakes that this test has to find; each is what a hurried change could really make of the product. */
const plants: Readonly<Record<string, readonly Patch[]>> = {
  /** The handled mark commits in a transaction of its own, after that of the turn. */
  'handled-outside': [
    {
      file: 'dist/src/bot/take-turns.js',
      find: 'export async function takeTurns(',
      replace: 'const marks = new Map();\nexport async function takeTurns(',
    },
    {
      file: 'dist/src/bot/take-turns.js',
      find: '            failure = null;\n',
      replace:
        '            failure = null;\n' +
        '            const mark = marks.get(conversationId);\n' +
        '            marks.delete(conversationId);\n' +
        '            if (mark) await engine.units.run(mark);\n',
    },
    {
      file: 'dist/src/bot/take-turns.js',
      find: 'markHandled(work.unit, message.id, outcome, work.now);\n    reportTurn(',
      replace:
        'marks.set(conversationId, async (unit) => markHandled(unit, message.id, outcome, work.now));\n    reportTurn(',
    },
  ],
};

export const plantNames = Object.keys(plants);

/** A copy of the built product with the mistake in it. A place that is not found is an error, not a clean product. */
export async function plantBug(
  productRoot: string,
  name: string,
): Promise<{ productRoot: string; remove(): Promise<void> }> {
  const patches = plants[name];
  if (!patches) throw new Error(`没有这个错误可种 (no such plant): ${name}; ${plantNames.join(', ')}`);
  const copy = await mkdtemp(join(tmpdir(), 'gridwhistle-planted-'));
  for (const folder of ['dist/src', 'package.json', 'prisma']) {
    cpSync(join(productRoot, folder), join(copy, folder), { recursive: true });
  }
  for (const folder of ['node_modules', 'config', 'console']) {
    symlinkSync(join(productRoot, folder), join(copy, folder));
  }
  for (const { file, find, replace } of patches) {
    const path = join(copy, file);
    const parts = readFileSync(path, 'utf8').split(find);
    if (parts.length !== 2) {
      throw new Error(`${file} holds “${find}” ${parts.length - 1} times: mend the plant ${name}`);
    }
    writeFileSync(path, parts.join(replace));
  }
  return { productRoot: copy, remove: () => rm(copy, { recursive: true, force: true }) };
}
