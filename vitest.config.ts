import { defineConfig } from 'vitest/config';

const withoutDatabase = 'tests/{architecture,console,domain,shared,config,scripts}/**/*.test.{ts,js}';

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
          exclude: [withoutDatabase],
          globalSetup: 'tests/support/database-server.ts',
        },
      },
    ],
  },
});
