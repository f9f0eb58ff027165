import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plantBug, plantNames } from '../../long/chaos/plant-bug.js';
import { projectRoot } from '../../src/shared/paths.js';

it.each(plantNames)(
  'the mistake %s finds its place in the built product, which stays a program',
  async (name) => {
    const { productRoot, remove } = await plantBug(projectRoot, name);
    try {
      const check = () =>
        execFileSync(process.execPath, ['--check', join(productRoot, 'dist/src/bot/take-turns.js')]);
      expect(check).not.toThrow();
    } finally {
      await remove();
    }
  },
);
