// Runs the tests (further words go to vitest) and ends with the line "N passed, N failed".
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { run } from './steps/run.mjs';
import { countResults } from './steps/test-results.mjs';

await prepare({ build: true, dev: true });

const folder = await mkdtemp(join(tmpdir(), 'gridwhistle-results-'));
const results = join(folder, 'results.json');
const { status } = await run('vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...process.argv.slice(2),
]);
const { passed, failed } = await countResults(results, status);
await rm(folder, { recursive: true, force: true });
const browsers = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
if (!process.env.CI && !browsers.some((path) => path && existsSync(path))) {
  console.log(
    '没有找到 Chromium，浏览器测试没有跑。要跑它：apt-get install chromium fonts-wqy-microhei，再 npm test',
  );
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = status;
