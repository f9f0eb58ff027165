import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { type Role, startCrew } from '../support/crew.js';
import { countWaiting, openPool } from '../support/product-rows.js';
import { createRandom } from '../support/random.js';
import { settle } from '../support/settle.js';
import { createDisturber, planDisturbances } from './disturb.js';
import { openDoor } from './door.js';
import { knobsFor } from './faults.js';
import { listFieldWorkers } from './field-workers.js';
import { type Figures, figuresOf } from './figures.js';
import { startHurry } from './hurry.js';
import { type Evidence, judge, type Violation } from './judge.js';
import { type Ledger, readLedger } from './read-ledger.js';
import { writeScript } from './script.js';
import { talk } from './talk.js';
import { wipePostgresQueue } from './wipe-queue.js';

export interface ChaosOptions {
  seed: number;
  /** The folder with package.json and dist/ of the product under test. */
  productRoot: string;
  databaseUrl: string;
  /** Absent: the queue lies in PostgreSQL. */
  redis?: { settings: Readonly<Record<string, string>>; wipe(): Promise<void> };
  roles: readonly Role[];
  size: { residents: number; workers: number; messagesEach: number };
  paceMs: number;
  kills: number;
  faults: boolean;
  /** How often WeCom refuses for frequency (45009), after which nothing goes out for a minute. */
  rateLimits?: number;
  wipes?: number;
  /** Takes the database away and brings it back. */
  stopDatabase?: () => Promise<void>;
  /** How much faster than real time the waits of deliveries pass; 1 leaves them alone. */
  hurry: number;
  /** After the last message and the last disturbance all has to be handled and sent within this time. */
  settleWithinMs: number;
}

export interface ChaosResult {
  evidence: Evidence;
  violations: Violation[];
  figures: Figures;
  /** What the processes wrote last; for a person who looks for a cause. */
  lastWords: string;
}

/** Shares of hasty messages: said before the one before got its 200. */
const hastyShare = 0.15;
/**
 * When so few sendings are left the faults end: how late the last one is then says something about the product, and
 * not about how often one message met one fault after the other.
 */
const lastShare = 0.05;

/** One run from an empty database to the judgement. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, productRoot, databaseUrl, redis, size, faults } = options;
  const random = createRandom(seed);
  const speakers = writeScript(random.branch(), listFieldWorkers(productRoot), size);
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-chaos-'));
  // No retry is needed to find the processes at the start: the faults come when all are there.
  const sim = await startWecomSim();
  const pool = openPool(databaseUrl);
  const hurry = startHurry(pool, options.hurry, (ms) => sim.clock.advance(ms));
  const crew = await startCrew({
    productRoot,
    roles: options.roles,
    env: {
      PATH: process.env.PATH ?? '',
      APP_MODE: 'production',
      LOG_LEVEL: 'warn',
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      ...redis?.settings,
      ...sim.productSettings,
    },
  });
  const door = await openDoor(crew.members.filter(({ role }) => role !== 'worker').map(({ port }) => port));
  try {
    await crew.ready();
    sim.turn({ callbackUrl: `${door.url}/callbacks/wecom-app`, ...knobsFor(seed, faults) });
    const disturber = createDisturber({
      plan: planDisturbances(random.branch(), {
        kills: options.kills,
        wipes: options.wipes ?? 0,
        stopDatabase: options.stopDatabase !== undefined,
        rateLimits: options.rateLimits ?? 0,
      }),
      random: random.branch(),
      crew,
      wipeQueue: () => (redis ? redis.wipe() : wipePostgresQueue(pool)),
      stopDatabase: options.stopDatabase ?? (async () => undefined),
      limitRate: () => sim.orderApiFaults(['rate-limited'], '/cgi-bin/message/send'),
    });

    const began = performance.now();
    const { paceMs } = options;
    const sent = await talk({
      sim,
      speakers,
      random: random.branch(),
      paceMs,
      hastyShare,
      onProgress: disturber.progress,
    });
    const trafficMs = performance.now() - began;
    const disturbed = await disturber.finish();
    const settling = performance.now();
    const waiting = await settle(async () => {
      const look = await countWaiting(pool);
      if (look.unhandled === 0 && look.unsent < look.toSend * lastShare) sim.calm();
      return look;
    }, options.settleWithinMs);
    const settleMs = performance.now() - settling;

    const ledger = await readLedger(pool);
    const evidence = { speakers, sent, calls: sim.log(), ledger, greyCards: listGreyCards(sim, ledger) };
    const violations = judge(evidence);
    if (waiting.unhandled + waiting.unsent > 0) {
      const left = `${waiting.unhandled} messages and ${waiting.unsent} sendings`;
      violations.push({ rule: 'bounded time', what: `${left} were left after ${options.settleWithinMs} ms` });
    }
    const lastWords = crew.lastWords();
    const late = await crew.stop();
    for (const name of late)
      violations.push({ rule: 'graceful stop', what: `${name} did not end on SIGTERM` });
    // While its database is away a process may end; otherwise nothing but our SIGKILL may end it.
    if (!options.stopDatabase) {
      for (const crash of crew.crashes) violations.push({ rule: 'crash', what: crash });
    }
    return {
      evidence,
      violations,
      figures: figuresOf(evidence, { trafficMs, settleMs, disturbed }),
      lastWords,
    };
  } finally {
    await crew.stop();
    await door.close();
    await sim.close();
    await hurry.stop();
    await pool.end();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** As their holders see them. */
function listGreyCards(sim: WecomSim, { outbound }: Ledger): Set<string> {
  const holders = new Set(outbound.filter(({ kind }) => kind === 'card-update').map(({ userid }) => userid));
  const cards = [...holders].flatMap((userid) => sim.inbox(userid));
  return new Set(cards.flatMap(({ taskId, replaced }) => (taskId && replaced !== undefined ? [taskId] : [])));
}
