import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { projectRoot } from '../src/shared/paths.js';
import { describe } from './chaos/figures.js';
import { plantBug, plantNames } from './chaos/plant-bug.js';
import { type ChaosOptions, type ChaosResult, runChaos } from './chaos/run-chaos.js';
import { type LongOptions, wholeNumber } from './support/long-test.js';
import { openPostgresServer, type PostgresServer } from './support/postgres-server.js';
import { createRandom } from './support/random.js';
import { openRedisServer } from './support/redis-server.js';

export const title =
  '崩溃与故障：随机杀进程、接口三成出错，每条消息恰好办一次、每句回话恰好送到一次 (crashes and faults: each message handled once, each answer accepted once)';

export const flags = {
  runs: '跑几次，每次一个新种子 (how many runs, each with a seed of its own); 1',
  residents: '居民人数 (residents); 120',
  workers: '网格员人数 (field workers); 80',
  messages: '每人说几条 (messages of each); 10',
  kills: 'SIGKILL 次数 (times); 25',
  pace: '同一人两条之间平均多少毫秒 (mean pause of a person, ms); 6000',
  'no-faults': '接口和回调不出错 (no faults in API and callbacks)',
  'wipe-queue': '途中清空整个队列几次 (empty the whole queue so many times); 0',
  'stop-database': '途中停掉数据库多少秒 (take the database away for so many seconds); 0',
  hurry: '发送的等待快几倍，1 是真实时间 (waits of deliveries pass so many times faster, 1 is real time); 6',
  settle: '最多等多少秒办完 (all must be done within so many seconds); 300',
  plant: `种进一个错误，三次之内必须发现 (plant a mistake, to be found within three runs): ${plantNames.join(', ')}`,
  evidence: '把最后一次运行的全部经过写进这个文件 (write all that is known of the last run into this file)',
};

const shownViolations = 12;
const runsToFindPlant = 3;

export async function run(options: LongOptions): Promise<boolean> {
  const { print } = options;
  const plant = options.flags.get('plant');
  const planted = plant === undefined ? undefined : await plantBug(projectRoot, plant);
  const runs = planted ? runsToFindPlant : wholeNumber(options, 'runs', 1);
  const seeds = createRandom(options.seed);
  const postgres = await openPostgresServer();
  const redis = options.backend === 'redis' ? await openRedisServer() : undefined;
  print(`PostgreSQL: ${postgres.durability}`);
  let wrong = 0;
  try {
    for (let number = 1; number <= runs && !(planted && wrong > 0); number += 1) {
      const seed = runs === 1 ? options.seed : seeds.below(2 ** 31);
      const name = `run_${number}_${randomInt(1e9)}`;
      const result = await runChaos({
        ...readOptions(options, postgres),
        seed,
        productRoot: planted?.productRoot ?? projectRoot,
        databaseUrl: await postgres.createDatabase(name),
        ...(redis && { redis: { settings: { REDIS_URL: redis.url }, wipe: redis.wipe } }),
      });
      if (result.violations.length > 0) wrong += 1;
      print(`run ${number} of ${runs}, seed ${seed}: ${result.violations.length === 0 ? 'ok' : 'WRONG'}`);
      tell(result, print, planted === undefined);
      await keepEvidence(options.flags.get('evidence'), result);
      await redis?.wipe();
      await postgres.dropDatabase(name);
    }
  } finally {
    await redis?.close();
    await postgres.close();
    await planted?.remove();
  }
  if (planted) print(wrong > 0 ? `found: ${plant}` : `not found in ${runs} runs: ${plant}`);
  else print(`${runs - wrong} of ${runs} runs ok`);
  return planted ? wrong > 0 : wrong === 0;
}

type Scene = Omit<ChaosOptions, 'seed' | 'productRoot' | 'databaseUrl' | 'redis'>;

function readOptions(options: LongOptions, postgres: PostgresServer): Scene {
  const faults = !options.flags.has('no-faults');
  const stopSeconds = wholeNumber(options, 'stop-database', 0);
  return {
    roles: ['web', 'web', 'worker', 'worker'],
    size: {
      residents: wholeNumber(options, 'residents', 120),
      workers: wholeNumber(options, 'workers', 80),
      messagesEach: wholeNumber(options, 'messages', 10),
    },
    paceMs: wholeNumber(options, 'pace', 6000),
    kills: wholeNumber(options, 'kills', 25),
    faults,
    rateLimits: faults ? 1 : 0,
    wipes: wholeNumber(options, 'wipe-queue', 0),
    ...(stopSeconds > 0 && {
      async stopDatabase() {
        await postgres.stop();
        await delay(stopSeconds * 1000);
        await postgres.start();
      },
    }),
    hurry: wholeNumber(options, 'hurry', 6),
    settleWithinMs: wholeNumber(options, 'settle', 300) * 1000,
  };
}

function tell(
  { violations, figures, lastWords }: ChaosResult,
  print: (line: string) => void,
  whole: boolean,
) {
  for (const line of describe(figures)) print(line);
  for (const { rule, what } of violations.slice(0, shownViolations)) print(`  ${rule}: ${what}`);
  if (violations.length > shownViolations) print(`  … ${violations.length} in all`);
  if (violations.length > 0 && whole) print(lastWords);
}

async function keepEvidence(file: string | undefined, { evidence }: ChaosResult): Promise<void> {
  if (file) await writeFile(file, JSON.stringify({ ...evidence, greyCards: [...evidence.greyCards] }));
}
