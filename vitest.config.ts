import { defineConfig } from 'vitest/config';
import { findChromium } from './tests/support/chromium.js';

const withoutDatabase = 'tests/{architecture,console,domain,shared,config,scripts}/**/*.test.{ts,js}';

// Without a browser its tests are left out, and `npm test` says so; on a build machine they must run.
const browserTests = 'tests/e2e/**';
const leftOut = findChromium() === null && !process.env.CI ? [browserTests] : [];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // More would let the tests of the real PostgreSQL and the browser starve each other on a small machine.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'unit', include: [withoutDatabase] } },
      {
        extends: true,
        test: {
          name: 'full',
          include: ['tests/**/*.test.ts'],
          exclude: [withoutDatabase, ...leftOut],
          globalSetup: 'tests/support/database-server.ts',
        },
      },
    ],
  },
});
