import { projectRoot } from '../src/shared/paths.js';
import { runFuzz } from './fuzz/run-fuzz.js';
import { type LongOptions, wholeNumber } from './support/long-test.js';
import { openPostgresServer } from './support/postgres-server.js';
import { openRedisServer } from './support/redis-server.js';

export const title =
  '乱码与伪造的回调：不崩溃、不出 5xx、伪造的不留一行 (random and mutated callbacks: no crash, no 5xx, nothing stored from a forged one)';

export const flags = { count: '发多少个请求 (requests); 10000' };

const shownViolations = 12;

export async function run(options: LongOptions): Promise<boolean> {
  const { print, seed } = options;
  const postgres = await openPostgresServer();
  const redis = options.backend === 'redis' ? await openRedisServer() : undefined;
  try {
    const { violations, answers, stored, outcomes, lastWords } = await runFuzz({
      seed,
      productRoot: projectRoot,
      databaseUrl: await postgres.createDatabase('fuzz'),
      ...(redis && { queueSettings: { REDIS_URL: redis.url } }),
      count: wholeNumber(options, 'count', 10_000),
    });
    for (const [answer, times] of [...answers].sort()) print(`  ${answer.padEnd(26)} ${times}`);
    const handled = [...outcomes].map(([outcome, times]) => `${outcome} ${times}`).join(', ');
    print(`  ${stored} stored, all authentic: ${handled}`);
    for (const violation of violations.slice(0, shownViolations)) print(`  WRONG ${violation}`);
    if (violations.length > shownViolations) print(`  … ${violations.length} in all`);
    if (violations.length > 0) print(lastWords);
    return violations.length === 0;
  } finally {
    await redis?.close();
    await postgres.close();
  }
}
