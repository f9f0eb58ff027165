import pg from 'pg';
import type { Log } from '../shared/log.js';
import { describeFault } from './database-fault.js';
import { applicationName } from './postgres/connection-fields.js';

/** Batches go one after the other; two at once were slower on a busy machine, and would overtake each other. */
const connections = 1;
const connectWithinMs = 1000;
/** A quiet office's connection is given back; the next message opens one within milliseconds. */
const idleMs = 60_000;

/**
 * Connections of the intake alone: turns that keep the other pool busy must not make a message wait until it looks as
 * if the database were away. `withinMs`: a statement that takes longer is given up and its connection closed.
 */
export function createIntakePool(connectionString: string, withinMs: number, log: Log): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    application_name: `${applicationName}-intake`,
    max: connections,
    connectionTimeoutMillis: connectWithinMs,
    idleTimeoutMillis: idleMs,
    query_timeout: withinMs,
  });
  pool.on('error', (error) => log.warn({ reason: describeFault(error) }, 'idle intake connection lost'));
  return pool;
}
