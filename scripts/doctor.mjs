import { prepare } from './prepare.mjs';

// Whoever reads JSON wants nothing else on that stream.
if (process.argv.includes('--json')) console.log = console.error;
await prepare({ build: true });
await import('../dist/src/operations/commands/doctor.js');
