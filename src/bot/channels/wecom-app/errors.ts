import { AppError } from '../../../shared/errors.js';
import { ChannelTrouble, type Rest } from '../../channel.js';

/** Codes after which the same request may succeed later and which say nothing about other requests (path/90313). */
const retryCodes: ReadonlySet<number> = new Set([
  -1, 6000,
  // The token was fetched anew once already; the next attempt starts with another one.
  40014, 42001,
]);

/**
 * Codes that concern every message of the app, with the rest it needs. 45009 stands for windows of a minute, an hour, a
 * day or a month, which the reply does not tell apart (path/90454): from the shortest upwards. 45033 is about calls at
 * the same moment.
 */
const busyRests: ReadonlyMap<number, Rest> = new Map([
  [45009, { firstMs: 60_000, longestMs: 3_600_000, after: 1 }],
  [45033, { firstMs: 2_000, longestMs: 60_000, after: 1 }],
]);

/** Codes that an administrator has to mend before anything can be sent (path/90313). */
const operatorCodes: ReadonlySet<number> = new Set([
  40001, 40013, 40056, 40091, 41001, 48002, 48004, 48005, 50001, 50003, 60020, 80001, 85005, 301002, 701008,
  701099, 2000002,
]);
/** A change in the console is in force after about a minute (wecom: 企业可信IP). */
const operatorRest: Rest = { firstMs: 60_000, longestMs: 300_000, after: 1 };

/** The app may not reach this one member; an administrator can mend it, and everybody else is reached (path/90313). */
const memberCodes: ReadonlySet<number> = new Set([50002, 60011, 60021, 60030, 81011, 81014]);
const memberWaitMs = 5 * 60_000;

/** No answer, or one of something in between. Twenty in a row are no accident of one connection. */
const outageRest: Rest = { firstMs: 5_000, longestMs: 60_000, after: 20 };

/** Codes of a token that is no longer good. 40001 says so too, on every call but gettoken (path/90313). */
const staleTokenCodes: ReadonlySet<string> = new Set(['wecom-40014', 'wecom-42001', 'wecom-40001']);

export function isStaleToken(error: unknown): boolean {
  return error instanceof AppError && staleTokenCodes.has(error.code);
}

/** The platform answered with an errcode. The code decides, never the text (path/90313). */
export function refusedBy(api: string, errcode: number, errmsg: string): AppError {
  const code = `wecom-${errcode}`;
  const message = `${api}: ${explain(errcode, errmsg)}`;
  const busy = busyRests.get(errcode);
  if (busy) return new ChannelTrouble(code, 'retry', message, busy);
  if (operatorCodes.has(errcode)) return new ChannelTrouble(code, 'tell-operator', message, operatorRest);
  if (memberCodes.has(errcode)) {
    return new AppError(code, 'tell-operator', message, { retryAfterMs: memberWaitMs });
  }
  // A code that is in no list belongs to this message, not to the service: repeating it would block what waits behind.
  return new AppError(code, retryCodes.has(errcode) ? 'retry' : 'give-up', message);
}

/** For the operator: the commonest obstacle of the first day, with the address that has to be allowed. */
function explain(errcode: number, errmsg: string): string {
  if (errcode !== 60020) return errmsg;
  const address = /from ip: ([0-9a-fA-F.:]+)/.exec(errmsg)?.[1]?.replace(/[.:]$/, '') ?? '（见原文）';
  return `服务器地址 ${address} 不在“企业可信IP”里，请在管理后台“应用管理→本应用→企业可信IP”里加上；原文：${errmsg}`;
}

/** No answer: not sent, or sent and the answer lost. */
export function unreachable(api: string, cause: unknown): AppError {
  return new ChannelTrouble('wecom-unreachable', 'retry', `${api}: no answer`, outageRest, { cause });
}

/** WeCom answers 200 even to errors, so any other status comes from something in between, or from an outage. */
export function badStatus(api: string, status: number): AppError {
  const passing = status >= 500 || status === 429 || status === 408;
  return new ChannelTrouble(
    `wecom-http-${status}`,
    passing ? 'retry' : 'tell-operator',
    `${api}: HTTP ${status}`,
    passing ? outageRest : operatorRest,
  );
}

/** A page of a proxy, or half an answer. */
export function unreadable(api: string, cause: unknown): AppError {
  const message = `${api}: the answer is not what it should be`;
  return new ChannelTrouble('wecom-unreadable', 'retry', message, outageRest, { cause });
}
