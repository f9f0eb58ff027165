import { Gauge, type Registry } from 'prom-client';
import { remembered } from './remembered.js';

/** What is asked for when somebody scrapes. */
export interface StateSources {
  /** Rows; the same in every process. */
  ledger(): Promise<{
    waiting: { messages: number; reminders: number };
    oldestSeconds: { message: number; delivery: number; reminder: number };
    outbox: readonly { lane: number; state: string; count: number }[];
    incidents: readonly { code: string; count: number }[];
  }>;
  cases(): Promise<readonly { state: string; count: number }[]>;
  /** Connections for rows of this process. */
  connections(): { used: number; idle: number; waiting: number };
  /** Messages that lie in the spool of this DATA_DIR. */
  spool(): Promise<number>;
  /** Whether the queue can be reached. */
  queueIsUp(): boolean;
}

const patienceMs = 2000;
const rowsLifeMs = 5000;
const casesLifeMs = 60_000;

const lanes = ['danger', 'deadline', 'answer', 'notice'];

/** Gauges that are read at the moment of a scrape. One that cannot be read is left out of that scrape. */
export function showState(registry: Registry, sources: StateSources): void {
  const registers = [registry];
  const ledger = remembered(sources.ledger, { lifeMs: rowsLifeMs, patienceMs });
  const cases = remembered(sources.cases, { lifeMs: casesLifeMs, patienceMs });
  const spool = remembered(sources.spool, { lifeMs: rowsLifeMs, patienceMs });

  /** A figure without labels, or nothing when its source does not answer. */
  const single = (name: string, help: string, read: () => Promise<number | null>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.reset();
        const value = await read();
        if (value === null) this.remove();
        else this.set(value);
      },
    });

  single('gridwhistle_unhandled_messages', 'Messages that no turn has taken', async () => {
    return (await ledger())?.waiting.messages ?? null;
  });
  single('gridwhistle_oldest_unhandled_seconds', 'Wait of the oldest message not handled', async () => {
    return (await ledger())?.oldestSeconds.message ?? null;
  });
  single('gridwhistle_oldest_unsent_seconds', 'Wait of the oldest answer or notice not sent', async () => {
    return (await ledger())?.oldestSeconds.delivery ?? null;
  });
  single('gridwhistle_reminders_due', 'Reminders whose time has come and that were not given', async () => {
    return (await ledger())?.waiting.reminders ?? null;
  });
  single('gridwhistle_oldest_due_reminder_seconds', 'Lateness of the oldest of them', async () => {
    return (await ledger())?.oldestSeconds.reminder ?? null;
  });
  single('gridwhistle_spooled_messages', 'Messages on disk that wait for the database', spool);
  single('gridwhistle_queue_up', '1 while the queue can be reached', async () =>
    sources.queueIsUp() ? 1 : 0,
  );

  new Gauge({
    name: 'gridwhistle_outbox_messages',
    help: 'Answers and notices by lane and state; failed ones stay for good',
    labelNames: ['lane', 'state'],
    registers,
    async collect() {
      this.reset();
      for (const { lane, state, count } of (await ledger())?.outbox ?? [])
        this.set({ lane: lanes[lane] ?? String(lane), state }, count);
    },
  });
  new Gauge({
    name: 'gridwhistle_incidents_open',
    help: 'Incidents that are open, by kind',
    labelNames: ['code'],
    registers,
    async collect() {
      this.reset();
      for (const { code, count } of (await ledger())?.incidents ?? []) this.set({ code }, count);
    },
  });
  new Gauge({
    name: 'gridwhistle_cases',
    help: 'Cases by state',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      for (const { state, count } of (await cases()) ?? []) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'gridwhistle_database_connections',
    help: 'Connections for rows of this process: used, idle; and callers waiting for one',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(sources.connections())) this.set({ state }, count);
    },
  });
}
