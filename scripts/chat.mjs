import { prepare } from './prepare.mjs';

await prepare({ build: true });
await import('../dist/src/bot/channels/terminal/main.js');
