import { parseArgs } from 'node:util';
import { projectRoot } from '../../shared/paths.js';
import { checks } from '../doctor/checks/index.js';
import { runChecks } from '../doctor/run-checks.js';
import { openSurroundings } from '../doctor/surroundings.js';
import { writeOutcome, writeSummary } from '../doctor/write-report.js';
import { runCommand, say } from '../terminal.js';

/** `npm run doctor [-- --json]`: whether everything the product needs is there. Exit code 1 when something is bad. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const surroundings = openSurroundings({ root: projectRoot });
  try {
    const outcomes = await runChecks(checks, surroundings, (outcome) => {
      if (!values.json) say(writeOutcome(outcome));
    });
    const ok = !outcomes.some((outcome) => outcome.grade === 'bad');
    say(values.json ? JSON.stringify({ ok, checks: outcomes }, null, 2) : `\n${writeSummary(outcomes)}`);
    return ok ? 0 : 1;
  } finally {
    await surroundings.close();
  }
}

await runCommand('体检', main);
