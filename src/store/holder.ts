import { randomInt } from 'node:crypto';
import pg from 'pg';
import type { Log } from '../shared/log.js';
import { within } from '../shared/within.js';
import { applicationName } from './postgres/connection-fields.js';

/**
 * This process as one that holds claims. Its number is an advisory lock on a connection of its own, which PostgreSQL
 * drops the moment the process is killed: what is held under a number that nobody locks belongs to nobody. Where the
 * machine vanished without closing its connection, or a pooler stands in between, claims end by their time.
 */
export interface Holder {
  /** To be written into every claim. Null while the connection is away: such a claim ends by its time alone. */
  number(): number | null;
  close(): Promise<void>;
}

/** The first key of the locks, which keeps them apart from other locks of two keys. */
const lockClass = 7103;

const reconnectMs = 1000;
const withinMs = 5000;
const goodbyeMs = 1000;
/**
 * So often the lock is looked for: a connection may be gone without a word to us, or a pooler may have changed it, and
 * whatever we send would be sent a second time by those who take us for dead.
 */
const lookMs = 5000;

/** The numbers of processes that live, as a subquery. */
export const livingHolders = `
  SELECT objid::int8 FROM pg_locks
  WHERE locktype = 'advisory' AND classid = ${lockClass} AND objsubid = 2 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Waits for the first number, but not for ever: without one the claims are made all the same. */
export async function openHolder(connectionString: string, log: Log): Promise<Holder> {
  let held: { client: pg.Client; number: number } | null = null;
  let closed = false;
  let trying: Promise<void> | null = null;
  let nextTry: NodeJS.Timeout | null = null;

  const later = () => {
    if (closed || nextTry) return;
    nextTry = setTimeout(() => {
      nextTry = null;
      trying = take();
    }, reconnectMs);
  };
  const lost = (client: pg.Client, reason: string) => {
    if (held?.client !== client) return;
    held = null;
    void client.end().catch(() => undefined);
    log.warn({ code: 'holder-lost', reason }, 'others take over what this process holds; it goes on anew');
    later();
  };
  const take = async () => {
    const client = new pg.Client({
      connectionString,
      application_name: `${applicationName}-holder`,
      keepAlive: true,
      connectionTimeoutMillis: withinMs,
      query_timeout: withinMs,
    });
    client.on('error', (error) => lost(client, error.message));
    client.on('end', () => lost(client, 'ended'));
    try {
      await client.connect();
      held = { client, number: await lockNumber(client) };
    } catch (error) {
      void client.end().catch(() => undefined);
      log.debug({ code: 'holder-away', reason: String(error) }, 'claims end by their time meanwhile');
      later();
    }
  };
  const look = async () => {
    const looked = held;
    if (!looked) return;
    const { client, number } = looked;
    try {
      const { rowCount } = await client.query(`SELECT WHERE $1::int8 IN (${livingHolders})`, [number]);
      if (rowCount === 0) lost(client, 'the lock is gone');
    } catch (error) {
      lost(client, String(error));
    }
  };
  trying = take();
  await trying;
  const looking = setInterval(() => void look(), lookMs);

  return {
    number: () => held?.number ?? null,
    async close() {
      closed = true;
      clearInterval(looking);
      if (nextTry) clearTimeout(nextTry);
      await trying;
      const last = held;
      held = null;
      // A server that does not answer says no goodbye either.
      if (last) await within(goodbyeMs, last.client.end()).catch(() => undefined);
    },
  };
}

/** A number that nobody has; a new one each time, as the old one may already be taken for dead. */
async function lockNumber(client: pg.Client): Promise<number> {
  for (;;) {
    const number = randomInt(1, 2 ** 31 - 1);
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS got', [
      lockClass,
      number,
    ]);
    if (rows[0]?.got) return number;
  }
}
