import pg from 'pg';
import type { Log } from '../shared/log.js';

/** `phone`: a simulated phone shows something new. `clock`: the demo's clock was moved. */
export type SignalName = 'phone' | 'clock';

/**
 * Tells the other processes of this database that something changed; what changed stands in rows. A signal may be
 * lost while a connection is away, so whoever listens also looks now and then. Demo only: it costs each process one
 * connection, and PostgreSQL commits one sender after the other.
 */
export interface Signals {
  /** Never fails and waits for nothing. */
  send(name: SignalName): void;
  /** Also called when the connection is there again, because something may have been missed. */
  on(name: SignalName, listener: () => void): void;
  close(): Promise<void>;
}

const channel = 'gridwhistle';
const reconnectMs = 1000;

export function openSignals(pool: pg.Pool, connectionString: string, log: Log): Signals {
  const listeners: { name: SignalName; listener: () => void }[] = [];
  const toSend = new Set<SignalName>();
  let sending: Promise<void> | null = null;
  let client: pg.Client | null = null;
  let closed = false;
  let nextTry: NodeJS.Timeout | null = null;

  const call = (payload: string | undefined) => {
    for (const { name, listener } of listeners) if (payload === undefined || payload === name) listener();
  };
  const lost = (reason: string) => {
    client = null;
    if (closed || nextTry) return;
    log.debug({ code: 'signals', reason }, 'signals are away; rows are looked at instead');
    nextTry = setTimeout(() => {
      nextTry = null;
      void listen();
    }, reconnectMs);
  };
  const listen = async () => {
    const mine = new pg.Client({
      connectionString,
      application_name: 'gridwhistle-signals',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
    });
    client = mine;
    mine.on('error', (error) => lost(error.message));
    mine.on('end', () => lost('ended'));
    mine.on('notification', ({ payload }) => call(payload));
    try {
      await mine.connect();
      await mine.query(`LISTEN ${channel}`);
      call(undefined);
    } catch (error) {
      await mine.end().catch(() => undefined);
      lost(String(error));
    }
  };
  void listen();

  const sendAll = async () => {
    while (toSend.size > 0) {
      const names = [...toSend];
      toSend.clear();
      // Gathered while the last was under way: many changes share one signal.
      await pool
        .query('SELECT pg_notify($1, name) FROM unnest($2::text[]) AS name', [channel, names])
        .catch(() => undefined);
    }
  };
  return {
    send(name) {
      if (closed) return;
      toSend.add(name);
      sending ??= sendAll().finally(() => {
        sending = null;
      });
    },
    on(name, listener) {
      listeners.push({ name, listener });
    },
    async close() {
      closed = true;
      if (nextTry) clearTimeout(nextTry);
      await sending;
      await client?.end().catch(() => undefined);
    },
  };
}
