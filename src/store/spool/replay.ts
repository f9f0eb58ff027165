import pg from 'pg';
import type { Clock } from '../../shared/clock.js';
import type { Ids } from '../../shared/ids.js';
import type { Log } from '../../shared/log.js';
import { connectionFields } from '../postgres/connection-fields.js';
import { storeBatch } from '../store-batch.js';
import { readLines } from './read-lines.js';
import type { SpoolFolder } from './spool-folder.js';
import { decodeLine, encodeLine, type SpooledMessage } from './spool-line.js';

/** Held while one process replays, so that two do not do the same work. */
const replayLock = 7_103_446_093;
const perBatch = 200;
const connectWithinMs = 2000;
/** Longer than a live message may take: here nobody waits, and a slow database must get through its batch. */
const statementWithinMs = 20_000;

export interface ReplayParts {
  folder: SpoolFolder;
  connectionString: string;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** These conversations have new messages. */
  wake(conversationIds: readonly string[]): void;
  /** Lines that can never be stored, on their way out. */
  setAside(lines: readonly string[], reason: string): Promise<void>;
}

/** Stores what waits in the order in which it came and returns how many it were; throws when the database is away. */
export async function replaySpool(parts: ReplayParts): Promise<number> {
  const client = new pg.Client({
    ...connectionFields(parts.connectionString),
    application_name: 'gridwhistle-replay',
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: statementWithinMs,
  });
  // Heard, because an error that nobody hears ends the process; the statement under way fails too and tells.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const lock = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [replayLock]);
    if (lock.rows[0]?.got !== true) return 0;
    let replayed = 0;
    for (let file = await parts.folder.takeOldest(); file; file = await parts.folder.takeOldest()) {
      replayed += await replayFile(parts, client, file);
      await parts.folder.remove(file);
    }
    return replayed;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function replayFile(parts: ReplayParts, client: pg.Client, file: string): Promise<number> {
  let replayed = 0;
  for await (const { lines, torn } of readLines(file, perBatch)) {
    if (torn)
      parts.log.warn({ code: 'spool-torn' }, 'the spool ends in half a line, which nobody was told is kept');
    const whole: SpooledMessage[] = [];
    for (const line of lines) {
      const message = decodeLine(line);
      if (message) whole.push(message);
      else await parts.setAside([line], 'not a whole line of the spool');
    }
    replayed += await replayBatch(parts, client, whole);
  }
  return replayed;
}

async function replayBatch(parts: ReplayParts, client: pg.Client, batch: SpooledMessage[]): Promise<number> {
  const offsetMs = parts.clock.now().getTime() - Date.now();
  const arrivals = batch.map(({ message, receivedAt, clock }) => ({
    message,
    receivedAt: clock === 'machine' ? new Date(receivedAt.getTime() + offsetMs) : receivedAt,
  }));
  const outcomes = await storeBatch(client, arrivals, parts.ids);
  const woken = new Set<string>();
  let stored = 0;
  for (const [n, outcome] of outcomes.entries()) {
    const line = batch[n];
    if (outcome.outcome === 'refused') {
      if (line) await parts.setAside([encodeLine(line)], outcome.reason);
      continue;
    }
    stored += 1;
    if (outcome.outcome === 'stored') woken.add(outcome.conversationId);
  }
  if (woken.size > 0) parts.wake([...woken]);
  return stored;
}
