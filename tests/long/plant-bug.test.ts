import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plantBug, plantNames } from '../../long/chaos/plant-bug.js';
import { projectRoot } from '../../src/shared/paths.js';

it.each(plantNames)('the mistake %s still finds its place in the built product', async (name) => {
  const { productRoot, remove } = await plantBug(projectRoot, name);
  try {
    const file = 'dist/src/bot/take-turns.js';
    const planted = readFileSync(join(productRoot, file), 'utf8');
    expect(planted).not.toBe(readFileSync(join(projectRoot, file), 'utf8'));
  } finally {
    await remove();
  }
});
