import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiFault } from '../faults/fault-names.js';
import type { SimParts } from '../sim-parts.js';
import type { Outcome } from './send-outcome.js';

/** Nothing was done: an HTML page with this status, or no answer at all, at once or after `hangMs`. */
export async function leaveUnanswered(
  parts: SimParts,
  request: FastifyRequest,
  reply: FastifyReply,
  hangs: boolean,
  status: number | undefined,
): Promise<FastifyReply> {
  if (status !== undefined)
    return reply
      .code(status)
      .header('content-type', 'text/html; charset=utf-8')
      .send(`<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`);
  return hangUp(parts, request, reply, hangs);
}

/** The call was carried out, but the caller does not hear it whole. */
export async function answerSpoiled(
  parts: SimParts,
  request: FastifyRequest,
  reply: FastifyReply,
  fault: Extract<ApiFault, 'timeout-after' | 'drop-after' | 'half-answer'>,
  outcome: Outcome,
): Promise<FastifyReply> {
  if (fault !== 'half-answer') return hangUp(parts, request, reply, fault === 'timeout-after');
  // Its length is told as if it were whole, so only reading the content shows what is missing.
  const whole = outcome.file?.bytes ?? Buffer.from(JSON.stringify(outcome.json));
  const type = outcome.file?.mime ?? 'application/json; charset=utf-8';
  return reply.header('content-type', type).send(whole.subarray(0, Math.floor(whole.length / 2)));
}

/** Makes the answer late, as the knob `latencyMs` says. */
export async function late(parts: SimParts, path: string): Promise<void> {
  const ms = parts.apiFaults.latencyMs(path);
  if (ms > 0) await waitOut(parts, ms);
}

async function hangUp(
  parts: SimParts,
  request: FastifyRequest,
  reply: FastifyReply,
  hangs: boolean,
): Promise<FastifyReply> {
  reply.hijack();
  if (hangs) await waitOut(parts, parts.knobs.hangMs);
  request.raw.socket.destroy();
  return reply;
}

/** Ends early only when the simulator closes. */
async function waitOut({ closing }: SimParts, ms: number): Promise<void> {
  await pause(ms, undefined, { signal: closing.signal }).catch(() => undefined);
}
