import { readFile } from 'node:fs/promises';

/**
 * Counts tests from vitest's JSON report. A file that could not be read counts as one failure, and so
 * does a run that failed outside of any test or left no report: nothing failed must mean nothing failed.
 */
export async function countResults(path, status) {
  const report = await readFile(path, 'utf8').then(JSON.parse, () => undefined);
  const files = report?.testResults ?? [];
  const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = (report?.numFailedTests ?? 0) + broken.length;
  return { passed: report?.numPassedTests ?? 0, failed: failed === 0 && status !== 0 ? 1 : failed };
}
