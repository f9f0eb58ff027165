/**
 * What the caller may do about an error: try again later, give up on this item, tell the person,
 * or tell the operator (a setting must change).
 */
export type Remedy = 'retry' | 'give-up' | 'tell-user' | 'tell-operator';

/** An expected error: a stable `code` for programs, a `remedy` for the caller, a message for people. */
export class AppError extends Error {
  readonly code: string;
  readonly remedy: Remedy;
  /** For `retry`: wait at least this long (milliseconds). */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: string,
    remedy: Remedy,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.remedy = remedy;
    this.retryAfterMs = options.retryAfterMs;
  }
}
