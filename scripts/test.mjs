// Runs the tests (further words go to vitest) and ends with the line "N passed, N failed".
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { leftOut } from './steps/left-out.mjs';
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
for (const line of leftOut()) console.log(line);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = status;
