import pg from 'pg';
import { AppError } from '../shared/errors.js';

/**
 * Whose fault a failed statement is: `row`, what it was to write can never be written; `again`, it lost against
 * another transaction and may be repeated at once; `away`, the database cannot take anything at present.
 */
export type DatabaseFault = 'row' | 'again' | 'away';

/**
 * By SQLSTATE (PostgreSQL's appendix A). Of the row: 22 data exception, 23 constraint, 54 a program limit such as an
 * index entry over 2,704 bytes. Everything else — no connection, no rights, no such table, read-only, disk full,
 * cancelled — would hit the next row as well.
 */
export function faultOf(error: unknown): DatabaseFault {
  if (!(error instanceof pg.DatabaseError)) return 'away';
  const code = error.code ?? '';
  if (/^(22|23|54)/.test(code)) return 'row';
  // Serialization failure, deadlock.
  return code === '40001' || code === '40P01' ? 'again' : 'away';
}

/**
 * True: the server cannot be reached or takes nobody in yet, which time may mend. 08 connection exception, 57P shutting
 * down or starting up, 53300 too many connections.
 */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'database-unreachable';
  if (error instanceof pg.DatabaseError) return /^(08|57P|53300)/.test(error.code ?? '');
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^(ECONN|EPIPE|ETIMEDOUT|ENOENT$)/.test(code);
}

/** For the log: the code where there is one, as PostgreSQL's messages may quote what was to be written. */
export function describeFault(error: unknown): string {
  if (error instanceof pg.DatabaseError) return `SQLSTATE ${error.code ?? 'unknown'}`;
  if (error instanceof AggregateError) return error.errors.map(describeFault).join('; ');
  return error instanceof Error ? error.message : String(error);
}
