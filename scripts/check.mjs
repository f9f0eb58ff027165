// Everything that needs no database: format and lint, types, architecture and unit tests.
import { prepare } from './prepare.mjs';
import { run } from './steps/run.mjs';

await prepare({ build: false, dev: true });

const checks = [
  ['biome', ['check', '.']],
  ['tsc', ['--noEmit', '-p', 'tsconfig.json']],
  ['vitest', ['run', '--project', 'unit']],
];

const failed = [];
for (const [program, args] of checks) {
  console.log(`\n${program} ${args.join(' ')}`);
  const { status } = await run(program, args);
  if (status !== 0) failed.push(program);
}
console.log(failed.length === 0 ? '\nall checks passed' : `\nfailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
