import { hostname } from 'node:os';
import { checkCalendar } from '../bot/checks/check-calendar.js';
import { checkDuty } from '../bot/checks/check-duty.js';
import { checkLedger } from '../bot/checks/check-ledger.js';
import { freeBytesOf, judgeClock, judgeDisk } from '../bot/checks/check-machine.js';
import { checkRows } from '../bot/checks/check-rows.js';
import type { Engine } from '../bot/engine.js';
import type { Finding, IncidentDesk } from '../bot/incidents.js';
import { within } from '../shared/within.js';
import { readDatabaseClock } from '../store/health-rows.js';

/** Machine time between two looks. */
export const watchPeriodMs = 10_000;
/** What changes slowly or costs more is looked at so often, and said again at every look between. */
const slowPeriodMs = 15 * 60_000;
/** A database that takes longer to tell the time is as good as away. */
const answerWithinMs = 3000;

export interface WatchParts {
  engine: Engine;
  desk: IncidentDesk;
  dataDir: string;
  /** What lies in the spool, and what was set aside for good since the start. */
  spool(): Promise<{ waiting: number; setAside: number }>;
  /** For tests: how much room the disk has. */
  freeBytes?: () => Promise<number>;
  /** For tests: the machine's clock. */
  machineNow?: () => number;
}

export interface Watch {
  /** Looks at everything now and waits until it is written down and told. */
  now(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Looks at the product's health every few seconds of machine time; every process does, and they share the incidents.
 * Without a period only when it is asked to.
 */
export function startWatch(parts: WatchParts, periodMs: number | null): Watch {
  const { engine, desk } = parts;
  let running: Promise<void> | null = null;
  let slow: { findings: readonly Finding[]; atMs: number } | null = null;
  let setAside = 0;

  async function checkHere(): Promise<void> {
    for (const finding of judgeDisk(await (parts.freeBytes ?? (() => freeBytesOf(parts.dataDir)))()))
      desk.seen(finding);
    if (!engine.wakeUps.isUp()) desk.seen({ code: 'queue-away', key: engine.wakeUps.backend });
    const figures = await parts.spool();
    const place = { place: hostname() };
    if (figures.waiting > 0) desk.seen({ code: 'spool-in-use', key: hostname(), detail: place });
    if (figures.setAside > setAside)
      desk.seen({
        code: 'spool-refused',
        key: hostname(),
        times: figures.setAside - setAside,
        detail: place,
      });
    setAside = figures.setAside;
  }

  /** Whether the database answers at all; everything else is asked only then. */
  async function checkDatabase(): Promise<boolean> {
    const machineNow = parts.machineNow ?? Date.now;
    let errorMs = 0;
    const asked = machineNow();
    const asking = readDatabaseClock(engine.pool).then((at) => {
      // Half of the way there and back.
      errorMs = (asked + machineNow()) / 2 - at.getTime();
    });
    const answered = await within(answerWithinMs, asking).catch(() => 'late' as const);
    if (answered === 'late') {
      desk.seen({ code: 'database-away' });
      return false;
    }
    for (const finding of judgeClock(errorMs)) desk.seen(finding);
    return true;
  }

  async function checkSlowly(): Promise<readonly Finding[]> {
    const now = performance.now();
    if (slow && now - slow.atMs < slowPeriodMs) return slow.findings;
    const findings = [
      ...checkCalendar(engine.zone, engine.clock.now()),
      ...(await checkDuty(engine)),
      ...(await checkLedger(engine)),
    ];
    slow = { findings, atMs: now };
    return findings;
  }

  async function look(): Promise<void> {
    await checkHere();
    if (!(await checkDatabase())) return;
    try {
      for (const finding of [...(await checkRows(engine)), ...(await checkSlowly())]) desk.seen(finding);
    } finally {
      // What was found before a check failed is written down all the same.
      await desk.settle();
    }
  }

  const run = () => {
    running ??= look()
      .catch((error: unknown) => {
        engine.log.warn({ code: 'watch-failed', error }, 'health not looked at; tried again');
      })
      .finally(() => {
        running = null;
      });
    return running;
  };
  const timer = periodMs === null ? undefined : setInterval(() => void run(), periodMs);
  timer?.unref();

  return {
    async now() {
      await running;
      slow = null;
      await run();
    },
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
