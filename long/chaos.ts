import { writeFile } from 'node:fs/promises';
import { projectRoot } from '../src/shared/paths.js';
import { describe, outline } from './chaos/figures.js';
import { plantBug, plantNames } from './chaos/plant-bug.js';
import type { ChaosResult } from './chaos/run-chaos.js';
import { sideBySide } from './chaos/side-by-side.js';
import type { Scene, Stage } from './chaos/stage.js';
import { readVariants, type Variant } from './chaos/variants.js';
import { type LongOptions, wholeNumber } from './support/long-test.js';
import { createRandom } from './support/random.js';

export const title =
  '崩溃与故障：随机杀进程、接口三成出错，每条消息恰好办一次、每句回话恰好送到一次 (crashes and faults: each message handled once, each answer accepted once)';

export const flags = {
  runs: '跑几次，每次一个新种子 (how many runs, each with a seed of its own); 1',
  variants:
    'all：平常、清空队列两次、停库 40 秒，各跑这么多次 (so many runs of each: plain, queue wiped, database stopped)',
  parallel: '同时跑几个，各用各的服务器 (how many at once, each on servers of its own); 1',
  residents: '居民人数 (residents); 120',
  workers: '网格员人数 (field workers); 80',
  messages: '每人说几条 (messages of each); 10',
  kills: 'SIGKILL 次数 (times); 25',
  pace: '同一人两条之间平均多少毫秒 (mean pause of a person, ms); 3000',
  'no-faults': '接口和回调不出错 (no faults in API and callbacks)',
  'wipe-queue': '途中清空整个队列几次 (empty the whole queue so many times); 0',
  'stop-database': '途中停掉数据库多少秒 (take the database away for so many seconds); 0',
  hurry: '发送的等待快几倍，1 是真实时间 (waits of deliveries pass so many times faster, 1 is real time); 10',
  settle: '最多等多少秒办完 (all must be done within so many seconds); 300',
  plant: `种进一个错误，三次之内必须发现 (plant a mistake, to be found within three runs): ${plantNames.join(', ')}`,
  evidence: '把最后一次运行的全部经过写进这个文件 (write all that is known of the last run into this file)',
};

const shownViolations = 12;
const runsToFindPlant = 3;

/** One run that is to take place. */
interface Planned {
  seed: number;
  variant: Variant;
}

export async function run(options: LongOptions): Promise<boolean> {
  const { print, backend, flags: given } = options;
  const plant = given.get('plant');
  const planted = plant === undefined ? undefined : await plantBug(projectRoot, plant);
  const runs = planRuns(options, planted ? runsToFindPlant : wholeNumber(options, 'runs', 1));
  const scene = { ...readScene(options), productRoot: planted?.productRoot ?? projectRoot };
  const wrong: Planned[] = [];
  let durability = '';
  let ended = 0;
  const perform = async (each: Planned, stage: Stage): Promise<'done' | 'broken'> => {
    if (planted && wrong.length > 0) return 'done';
    if (durability === '') print(`PostgreSQL: ${stage.durability}`);
    durability = stage.durability;
    const began = performance.now();
    const result = await stage.run(scene, each.seed, each.variant).catch(brokenOff);
    const broken = 'cause' in result;
    const ok = !broken && result.violations.length === 0;
    if (!ok) wrong.push(each);
    ended += 1;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const figures = broken ? 'broke off' : outline(result.figures);
    print(
      `${ok ? 'ok   ' : 'WRONG'} ${ended}/${runs.length}  seed ${each.seed}  ${each.variant.name}  ${figures}  ${seconds} s`,
    );
    if (broken) {
      print(result.cause);
      return 'broken';
    }
    if (!ok || runs.length === 1) tell(result, print, planted === undefined);
    await keepEvidence(given.get('evidence'), result);
    return 'done';
  };
  try {
    await sideBySide(runs, wholeNumber(options, 'parallel', 1), backend, perform);
  } finally {
    await planted?.remove();
  }
  if (planted) print(wrong.length > 0 ? `found: ${plant}` : `not found in ${runs.length} runs: ${plant}`);
  else print(`${runs.length - wrong.length} of ${runs.length} runs ok`);
  if (!planted) for (const { seed, variant } of wrong) print(`  wrong: --seed ${seed} ${variant.flags}`);
  return planted ? wrong.length > 0 : wrong.length === 0;
}

/** A run alone has the seed of the command; several draw theirs from it. */
function planRuns(options: LongOptions, times: number): Planned[] {
  const seeds = createRandom(options.seed);
  const runs = readVariants(options).flatMap((variant) => Array.from({ length: times }, () => variant));
  return runs.map((variant) => ({
    variant,
    seed: runs.length === 1 ? options.seed : seeds.below(2 ** 31),
  }));
}

function brokenOff(error: unknown): { cause: string } {
  return { cause: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function readScene(options: LongOptions): Omit<Scene, 'productRoot'> {
  const faults = !options.flags.has('no-faults');
  return {
    roles: ['web', 'web', 'worker', 'worker'],
    size: {
      residents: wholeNumber(options, 'residents', 120),
      workers: wholeNumber(options, 'workers', 80),
      messagesEach: wholeNumber(options, 'messages', 10),
    },
    paceMs: wholeNumber(options, 'pace', 3000),
    kills: wholeNumber(options, 'kills', 25),
    faults,
    rateLimits: faults ? 1 : 0,
    hurry: wholeNumber(options, 'hurry', 10),
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
