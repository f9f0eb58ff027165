import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../src/shared/paths.js';
import { startCrew } from './support/crew.js';
import { type LongOptions, wholeNumber } from './support/long-test.js';
import { openPostgresServer } from './support/postgres-server.js';
import { openPool } from './support/product-rows.js';
import { openRedisServer } from './support/redis-server.js';
import { keepBusy } from './wake-ups/keep-busy.js';
import { isDone, judgeWakeUps } from './wake-ups/lateness.js';
import { fileCases, plantReminders } from './wake-ups/plant-reminders.js';

export const title =
  '一万个提醒到点：数据库忙、两个核都占满时，一个不少、一个不重、99% 迟不过两秒 (10,000 delayed wake-ups on a loaded machine)';

export const flags = {
  reminders: '提醒个数 (reminders); 10000',
  seconds: '分布在多少秒里 (spread over so many seconds); 600',
  cases: '属于多少个件 (of so many cases); 100',
  workers: 'worker 进程个数 (worker processes); 2',
  quiet: '不占满处理器 (nothing keeps the cores busy)',
};

/** The bound of lateness that the product promises for a loaded machine of two cores. */
const p99Ms = 2000;
const graceSeconds = 120;

export async function run(options: LongOptions): Promise<boolean> {
  const { print } = options;
  const reminders = wholeNumber(options, 'reminders', 10_000);
  const seconds = wholeNumber(options, 'seconds', 600);
  const cases = wholeNumber(options, 'cases', 100);
  const workers = wholeNumber(options, 'workers', 2);
  const postgres = await openPostgresServer();
  const redis = options.backend === 'redis' ? await openRedisServer() : undefined;
  const databaseUrl = await postgres.createDatabase('wake_ups');
  const pool = openPool(databaseUrl);
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-long-wake-ups-'));
  const crew = await startCrew({
    productRoot: projectRoot,
    roles: ['web', ...Array.from({ length: workers }, () => 'worker' as const)],
    env: {
      PATH: process.env.PATH ?? '',
      APP_MODE: 'demo',
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      ...(redis && { REDIS_URL: redis.url }),
    },
  });
  print(`PostgreSQL: ${postgres.durability}`);
  let relax = async () => {};
  try {
    await crew.ready();
    const web = crew.members[0];
    if (!web) throw new Error('no web process');
    await fileCases(`http://127.0.0.1:${web.port}`, pool, cases);
    if (!options.flags.has('quiet')) relax = await keepBusy(availableParallelism());
    const plan = await plantReminders(pool, { reminders, seconds, seed: options.seed });
    print(`${reminders} reminders of ${cases} cases, ${workers} workers: ${plan.spread}`);
    const until = plan.lastDueAt.getTime() + graceSeconds * 1000;
    while (Date.now() < until && !(await isDone(pool))) {
      // Nothing tells of the last row but the rows: asked seldom, so that asking is no load.
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
    const judged = await judgeWakeUps(pool);
    for (const line of judged.lines) print(line);
    if (crew.crashes.length > 0) print(crew.crashes.join('\n'));
    const right =
      judged.lost === 0 && judged.doubled === 0 && judged.p99Ms < p99Ms && crew.crashes.length === 0;
    if (!right) print(crew.lastWords());
    return right;
  } finally {
    await relax();
    await crew.stop();
    await pool.end();
    await redis?.close();
    await postgres.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
