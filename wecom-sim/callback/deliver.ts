import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryPlan } from '../faults/callback-faults.js';
import type { CallbackFault } from '../faults/fault-names.js';
import type { SimParts } from '../sim-parts.js';
import type { BotAnswer, BotLine } from './bot-line.js';
import { type PassiveReply, readPassiveReply } from './passive-reply.js';
import { callbackAddress, type SealedPost, sealPost } from './sealed-post.js';

export interface Attempt {
  status?: number;
  problem?: string;
  /** `lost-answer`: hung up on by the simulator. `duplicate`: repeated although it was accepted. */
  fault?: Extract<CallbackFault, 'lost-answer' | 'duplicate'>;
  elapsedMs: number;
}

export interface Delivery {
  /** Absent for events, which carry none (path/90240, wecom.md 1.3). */
  msgId?: string;
  /** Whether the simulator read a 200 of the bot; an answer that was lost does not count. */
  accepted: boolean;
  /** Every attempt, with the repeats that knobs ordered at the end. */
  attempts: Attempt[];
  /** Present when the delivery was held back for another to overtake it. */
  held?: true;
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
  userid: string,
  message: string,
): Promise<Omit<Delivery, 'msgId'>> {
  const { holdMs, strictOrder } = parts.knobs;
  const plan = parts.callbackFaults.plan(userid, maxAttempts);
  const outcome = await parts.traffic.run({ userid, held: plan.held, holdMs, strictOrder }, () =>
    attemptAll(parts, line, message, plan),
  );
  const delivery = { ...outcome, ...(plan.held && { held: true as const }) };
  parts.deliveries.count(delivery);
  return delivery;
}

async function attemptAll(
  parts: SimParts,
  line: BotLine,
  message: string,
  plan: DeliveryPlan,
): Promise<Omit<Delivery, 'msgId' | 'held'>> {
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
    const lost = plan.lostAnswers[attempt - 1] === true;
    const answer = lost ? await deliverUnheard(parts, line, post) : await deliverOnce(parts, line, post);
    attempts.push(asAttempt(answer, lost ? 'lost-answer' : undefined));
    if (answer.status !== 200) continue;
    const repeats = knobs.duplicateDeliveries + (plan.duplicate ? 1 : 0);
    for (let repeat = 0; repeat < repeats; repeat += 1)
      attempts.push(asAttempt(await deliverOnce(parts, line, seal()), 'duplicate'));
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

function deliverUnheard({ knobs }: SimParts, line: BotLine, post: SealedPost): Promise<BotAnswer> {
  return line.callAndHangUp(callbackAddress(knobs.callbackUrl, post.query), post.body);
}

function asAttempt({ status, problem, elapsedMs }: BotAnswer, fault: Attempt['fault']): Attempt {
  return {
    ...(status === undefined ? {} : { status }),
    ...(problem === undefined ? {} : { problem }),
    ...(fault === undefined ? {} : { fault }),
    elapsedMs,
  };
}
