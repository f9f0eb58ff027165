import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../src/shared/paths.js';

const script = join(projectRoot, 'scripts/steps/test-results.mjs');
const program = `import(${JSON.stringify(script)}).then(async ({ countResults }) => {
  console.log(JSON.stringify(await countResults(process.argv[1], Number(process.argv[2]))));
});`;

async function count(report: object | undefined, status: number): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'gw-results-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'results.json');
  if (report) await writeFile(path, JSON.stringify(report));
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program, path, String(status)]);
  return JSON.parse(stdout);
}

const fine = { status: 'passed', assertionResults: [{}] };

describe('the last line of a test run', () => {
  it('counts what passed and what failed', async () => {
    const report = { numPassedTests: 7, numFailedTests: 2, testResults: [fine] };
    expect(await count(report, 1)).toEqual({ passed: 7, failed: 2 });
  });

  it('counts a file that could not even be read as failed', async () => {
    const broken = { status: 'failed', assertionResults: [] };
    const report = { numPassedTests: 7, numFailedTests: 0, testResults: [fine, broken] };
    expect(await count(report, 1)).toEqual({ passed: 7, failed: 1 });
  });

  it('never says that nothing failed when the run did', async () => {
    const report = { numPassedTests: 7, numFailedTests: 0, testResults: [fine] };
    expect(await count(report, 1)).toEqual({ passed: 7, failed: 1 });
    expect(await count(undefined, 1)).toEqual({ passed: 0, failed: 1 });
  });
});
