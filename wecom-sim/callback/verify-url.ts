import { randomDigits } from '../corp/new-ids.js';
import { decodeKey, seal } from '../crypto/callback-cipher.js';
import type { SimParts } from '../sim-parts.js';
import type { BotLine } from './bot-line.js';
import { callbackAddress, signedQuery } from './sealed-post.js';

export interface Verification {
  ok: boolean;
  status?: number;
  elapsedMs: number;
  /** Why the console would refuse to save the URL. */
  reason?: string;
}

/**
 * What happens when an administrator saves the callback URL: a GET whose decrypted echostr must come back
 * within 1 second, HTTP 200, byte for byte and with nothing around it (path/90930, wecom.md 1.2).
 */
export async function verifyUrl({ settings, knobs, clock }: SimParts, line: BotLine): Promise<Verification> {
  const expected = randomDigits(19);
  const echostr = seal(decodeKey(settings.encodingAesKey), expected, settings.corpId);
  const query = { ...signedQuery(settings, echostr, clock.nowSeconds()), echostr };
  const url = callbackAddress(knobs.callbackUrl, query);
  const { status, body, problem, elapsedMs } = await line.call('GET', url, knobs.verifyBudgetMs);
  if (status === undefined) return { ok: false, elapsedMs, reason: `no answer in time: ${problem}` };
  if (status !== 200) return { ok: false, status, elapsedMs, reason: 'the status is not 200' };
  if (!body.equals(Buffer.from(expected)))
    return { ok: false, status, elapsedMs, reason: 'the body is not exactly the decrypted echostr' };
  return { ok: true, status, elapsedMs };
}
