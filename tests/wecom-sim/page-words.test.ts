import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { maliciousKinds } from '../../wecom-sim/callback/malicious.js';
import { knobTurn } from '../../wecom-sim/control/bodies.js';
import { apiFaultNames, callbackFaultNames } from '../../wecom-sim/faults/fault-names.js';

const folder = new URL('../../wecom-sim/page/', import.meta.url).pathname;
const words = readFileSync(join(folder, 'fault-words.js'), 'utf8');
const panel = readdirSync(folder)
  .filter((file) => file.endsWith('.js'))
  .map((file) => readFileSync(join(folder, file), 'utf8'))
  .join('\n');

it.each([...apiFaultNames, ...callbackFaultNames])('the page has words for the fault %s', (name) => {
  expect(words).toContain(`name: '${name}'`);
});

it.each(maliciousKinds)('the page has words for the malicious delivery %s', (kind) => {
  expect(words).toMatch(new RegExp(`'?${kind}'?: '`));
});

it.each(Object.keys(knobTurn.shape))('the page can turn the knob %s', (knob) => {
  expect(panel).toMatch(new RegExp(`knob: '${knob}'|turn\\(\\{ ${knob}:`));
});
