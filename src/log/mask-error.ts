import { AppError } from '../shared/errors.js';
import { maskForeignText, maskText } from './mask-text.js';

/** Longer is no use in a line; what follows is nearly always a repetition. */
export const longestWords = 300;

/** An error as the log writes it. The fields `detail`, `where` and `parameters` of database errors hold rows: never read. */
export interface LoggedError {
  type: string;
  code?: string;
  reason: string;
  /** Where it was thrown: places in files only. */
  at?: string[];
  cause?: LoggedError;
}

const framesKept = 5;
const deepest = 3;

export function maskError(error: unknown, secrets: readonly string[], depth = 0): LoggedError {
  if (!(error instanceof Error)) {
    return {
      type: typeof error,
      reason: typeof error === 'string' ? maskReason(error, secrets) : 'not an error',
    };
  }
  const code = 'code' in error && typeof error.code === 'string' ? codeOf(error.code) : undefined;
  const at = framesOf(error);
  return {
    type: error.constructor.name,
    ...(code !== undefined && { code }),
    reason: cut(
      error instanceof AppError ? maskText(error.message, secrets) : maskForeignText(error.message, secrets),
    ),
    ...(at.length > 0 && { at }),
    ...(error.cause !== undefined &&
      depth < deepest && { cause: maskError(error.cause, secrets, depth + 1) }),
  };
}

/** `String(error)`: only our own errors are known to hold no words of people. */
export function maskReason(text: string, secrets: readonly string[]): string {
  return cut(text.startsWith('AppError: ') ? maskText(text, secrets) : maskForeignText(text, secrets));
}

function codeOf(code: string): string {
  return /^[\w:-]{1,40}$/.test(code) ? code : 'odd-code';
}

function framesOf(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .map((line) => /\(?((?:file:\/\/|node:|\/)[^()\s]+:\d+:\d+)\)?$/.exec(line.trim())?.[1])
    .filter((frame) => frame !== undefined)
    .slice(0, framesKept);
}

function cut(text: string): string {
  return text.length > longestWords ? `${text.slice(0, longestWords)}…` : text;
}
