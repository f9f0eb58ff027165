import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readMark } from './fingerprint.mjs';
import { projectRoot } from './project-root.mjs';
import { run } from './run.mjs';
import { PrepareError, say } from './say.mjs';

const mark = 'dist/.made-from';
const sources = [
  'src',
  'wecom-sim',
  'bench',
  'long',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];

export const compileStep = {
  isDone: () => readMark(mark) === fingerprint(sources),
  async run() {
    say('编译… (tsc)');
    // Taken before: a file changed while the compiler runs is compiled again at the next start.
    const from = fingerprint(sources);
    const began = Date.now();
    const { status, output } = await compile();
    if (status !== 0) throw new PrepareError(`${output}\n编译没有成功。`);
    removeOlderThan(join(projectRoot, 'dist'), began - 2_000);
    writeFileSync(join(projectRoot, mark), from);
  },
};

/** Writes dist/ even where types do not fit. Cut short, it leaves no mark that would call dist/ complete. */
export function compile() {
  rmSync(join(projectRoot, mark), { force: true });
  return run('tsc', ['-p', 'tsconfig.build.json'], { output: 'returned' });
}

/** The compiler writes every file anew; an older one belongs to a source that is gone. */
function removeOlderThan(folder, time) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) removeOlderThan(path, time);
    else if (statSync(path).mtimeMs < time) rmSync(path);
  }
}
