import { setTimeout as pause } from 'node:timers/promises';
import type { SimParts } from '../sim-parts.js';
import type { BotAnswer, BotLine } from './bot-line.js';
import { type PassiveReply, readPassiveReply } from './passive-reply.js';
import { callbackAddress, sealPost } from './sealed-post.js';

export interface Attempt {
  status?: number;
  problem?: string;
  elapsedMs: number;
}

export interface Delivery {
  /** Absent for events, which carry none (path/90240, wecom.md 1.3). */
  msgId?: string;
  /** Whether the bot answered 200 to at least one attempt. */
  accepted: boolean;
  /** Every attempt, with the repeats that the knob `duplicateDeliveries` ordered at the end. */
  attempts: Attempt[];
  reply: PassiveReply;
}

// The first delivery and 3 retries (path/90238, wecom.md 1.3).
const maxAttempts = 4;

/**
 * Delivers one message or event: 5 seconds for the answer, any status but 200 is a failure, retries carry
 * the same plaintext and so the same MsgId (path/90238, wecom.md 1.3).
 */
export async function deliver(
  parts: SimParts,
  line: BotLine,
  message: string,
): Promise<Omit<Delivery, 'msgId'>> {
  const { knobs, settings } = parts;
  const seal = () => sealPost(settings, message, parts.clock.nowSeconds());
  const first = seal();
  const attempts: Attempt[] = [];
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    // The pause ends early only when the simulator closes.
    if (attempt > 1)
      await pause(knobs.retryDelayMs, undefined, { signal: line.closing }).catch(() => undefined);
    if (line.closing.aborted) break;
    const post = attempt === 1 || !knobs.reencryptRetries ? first : seal();
    const answer = await deliverOnce(parts, line, post);
    attempts.push(asAttempt(answer));
    if (answer.status !== 200) continue;
    for (let repeat = 0; repeat < knobs.duplicateDeliveries; repeat += 1)
      attempts.push(asAttempt(await deliverOnce(parts, line, seal())));
    return { accepted: true, attempts, reply: readPassiveReply(answer.body, settings) };
  }
  return { accepted: false, attempts, reply: { kind: 'none' } };
}

export function deliverOnce(
  { knobs }: SimParts,
  line: BotLine,
  post: { query: Record<string, string>; body: string },
): Promise<BotAnswer> {
  const url = callbackAddress(knobs.callbackUrl, post.query);
  return line.call('POST', url, knobs.callbackTimeoutMs, post.body);
}

function asAttempt({ status, problem, elapsedMs }: BotAnswer): Attempt {
  return {
    ...(status === undefined ? {} : { status }),
    ...(problem === undefined ? {} : { problem }),
    elapsedMs,
  };
}
