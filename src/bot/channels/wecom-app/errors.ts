import { AppError, type Remedy } from '../../../shared/errors.js';

/** Codes after which the same request may succeed later (path/90313), with the wait that is known to be needed. */
const retryAfterMs: ReadonlyMap<number, number | undefined> = new Map([
  [-1, undefined],
  [6000, undefined],
  // The token was fetched anew once already; the next attempt starts with another one.
  [40014, undefined],
  [42001, undefined],
  [45033, undefined],
  // The shortest of the windows; the others (an hour, until midnight, 30 days) are not told apart in the reply.
  [45009, 60_000],
]);

/** Codes that an administrator has to mend before anything can be sent (path/90313). */
const operatorCodes: ReadonlySet<number> = new Set([
  40001, 40013, 40056, 40091, 41001, 48002, 48004, 48005, 50001, 50002, 50003, 60011, 60020, 60021, 60030,
  80001, 81011, 81014, 85005, 301002, 701008, 701099, 2000002,
]);

/** Nothing is won by asking again at once: an administrator has to act first. */
const operatorPauseMs = 5 * 60_000;

/** Codes of a token that is no longer good. 40001 says so too, on every call but gettoken (path/90313). */
const staleTokenCodes: ReadonlySet<string> = new Set(['wecom-40014', 'wecom-42001', 'wecom-40001']);

export function isStaleToken(error: unknown): boolean {
  return error instanceof AppError && staleTokenCodes.has(error.code);
}

/** The platform answered with an errcode. The code decides, never the text (path/90313). */
export function refusedBy(api: string, errcode: number, errmsg: string): AppError {
  const remedy = remedyOf(errcode);
  const wait = remedy === 'tell-operator' ? operatorPauseMs : retryAfterMs.get(errcode);
  return new AppError(`wecom-${errcode}`, remedy, `${api}: ${explain(errcode, errmsg)}`, {
    ...(wait !== undefined && { retryAfterMs: wait }),
  });
}

/** A code that is in no list belongs to this message, not to the service: repeating it would block what waits behind. */
function remedyOf(errcode: number): Remedy {
  if (retryAfterMs.has(errcode)) return 'retry';
  return operatorCodes.has(errcode) ? 'tell-operator' : 'give-up';
}

/** For the operator: the commonest obstacle of the first day, with the address that has to be allowed. */
function explain(errcode: number, errmsg: string): string {
  if (errcode !== 60020) return errmsg;
  const address = /from ip: ([0-9a-fA-F.:]+)/.exec(errmsg)?.[1]?.replace(/[.:]$/, '') ?? '（见原文）';
  return `服务器地址 ${address} 不在“企业可信IP”里，请在管理后台“应用管理→本应用→企业可信IP”里加上；原文：${errmsg}`;
}

/** No answer: not sent, or sent and the answer lost. */
export function unreachable(api: string, cause: unknown): AppError {
  return new AppError('wecom-unreachable', 'retry', `${api}: no answer`, { cause });
}

/** WeCom answers 200 even to errors, so any other status comes from something in between, or from an outage. */
export function badStatus(api: string, status: number): AppError {
  const remedy = status >= 500 || status === 429 || status === 408 ? 'retry' : 'tell-operator';
  return new AppError(`wecom-http-${status}`, remedy, `${api}: HTTP ${status}`, {
    ...(remedy === 'tell-operator' && { retryAfterMs: operatorPauseMs }),
  });
}

/** A page of a proxy, or half an answer. */
export function unreadable(api: string, cause: unknown): AppError {
  return new AppError('wecom-unreadable', 'retry', `${api}: the answer is not what it should be`, { cause });
}
