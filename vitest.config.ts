import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { findChromium } from './tests/support/chromium.js';
import { findRedisServer } from './tests/support/redis-program.js';

const withoutDatabase = 'tests/{architecture,console,domain,shared,config,scripts}/**/*.test.{ts,js}';

// Without a browser or a Redis their tests are left out, and `npm test` says so; on a build machine they must run.
const browserTests = 'tests/e2e/**';
const withBrowser = findChromium() !== null || Boolean(process.env.CI);
const withRedis = findRedisServer() !== null || Boolean(process.env.CI);

/** They need a Redis, whichever queue the rest runs on. */
const redisTests = 'tests/queue/redis/**';

/** Long sets of sentences, the page, a stop that waits for a row: it does not matter to them where the queue lies. */
const onceIsEnough = [
  'tests/seed-lines.test.ts',
  'tests/transcripts/utterances.test.ts',
  'tests/roles/stop-bound.test.ts',
  browserTests,
];

/** Every file that starts the product, or opens a queue, runs on both queues. */
function throughTheQueue(): string[] {
  return readdirSync(`${import.meta.dirname}/tests`, { recursive: true, encoding: 'utf8' })
    .map((path) => `tests/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts'))
    .filter((path) =>
      /\b(openTown|openCrew|startProduct|queuePlace|runChaos)\(/.test(
        readFileSync(`${import.meta.dirname}/${path}`, 'utf8'),
      ),
    );
}

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
          exclude: [withoutDatabase, redisTests, ...(withBrowser ? [] : [browserTests])],
          globalSetup: 'tests/support/database-server.ts',
        },
      },
      ...(withRedis
        ? [
            {
              extends: true as const,
              test: {
                name: 'redis',
                include: [redisTests, ...throughTheQueue()],
                exclude: [withoutDatabase, ...onceIsEnough],
                globalSetup: ['tests/support/database-server.ts', 'tests/support/redis-server.ts'],
              },
            },
          ]
        : []),
    ],
  },
});
