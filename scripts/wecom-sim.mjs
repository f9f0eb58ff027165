import { prepare } from './prepare.mjs';
import { endWithNpm } from './steps/end-with-npm.mjs';

endWithNpm();
await prepare({ build: true });
await import('../dist/wecom-sim/main.js');
