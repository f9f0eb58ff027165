import { AppError } from '../../shared/errors.js';
import { lanes } from '../../store/outbox.js';
import type { Outcome } from '../../store/settle-outbound.js';
import { ChannelTrouble, StaleRequest } from '../channel.js';

const hourMs = 3_600_000;

/**
 * A message whose every attempt failed for so long is given up: a notice of yesterday helps nobody, but a danger or a
 * deadline does. Time in which the whole channel rests does not count.
 */
const patienceMs = { urgent: 72 * hourMs, other: 24 * hourMs };

/** Our own mistakes do not go away by waiting; a database that is away for a moment does. */
const maxUnexpected = 12;

/** The pause doubles from two seconds to a minute, each time up to half longer at random. */
const firstWaitMs = 2_000;
const longestWaitMs = 60_000;

export interface Failed {
  kind: 'text' | 'card' | 'card-update' | 'image';
  lane: number;
  attempts: number;
  failingForMs: number | null;
  /** The requests were stored before this attempt: an earlier one may have been carried out. */
  repeated: boolean;
}

/** What becomes of a message whose attempt failed. `paused`: its channel rests now. `random`: 0 to 1. */
export function judgeFailure(error: unknown, message: Failed, paused: boolean, random: number): Outcome {
  if (!(error instanceof AppError)) {
    return message.attempts >= maxUnexpected
      ? { state: 'failed', code: 'unexpected' }
      : later('unexpected', message, random);
  }
  const { code } = error;
  if (paused) return { state: 'queued', code, waitMs: 0, counted: false };
  if (error instanceof StaleRequest) {
    // Requests written a moment ago are as good as they can be, unless the platform names a time.
    if (!message.repeated && error.retryAfterMs === undefined) return { state: 'failed', code };
    return tired(message)
      ? { state: 'failed', code }
      : { ...later(code, message, random, error.retryAfterMs ?? 0), rewrite: true };
  }
  if (error.remedy === 'give-up' || error.remedy === 'tell-user') {
    // A right works once (path/94888), and only this update has it: refused now, it did its work before.
    return message.kind === 'card-update' && message.repeated && !(error instanceof ChannelTrouble)
      ? { state: 'sent', code }
      : { state: 'failed', code };
  }
  return tired(message) ? { state: 'failed', code } : later(code, message, random, error.retryAfterMs);
}

function tired({ lane, failingForMs }: Failed): boolean {
  const urgent = lane <= lanes.deadline;
  return (failingForMs ?? 0) > (urgent ? patienceMs.urgent : patienceMs.other);
}

function later(
  code: string,
  message: Failed,
  random: number,
  atLeastMs = 0,
): Extract<Outcome, { state: 'queued' }> {
  // Beyond twenty doublings the longest pause is reached anyway.
  const doubled = firstWaitMs * 2 ** Math.min(20, Math.max(0, message.attempts - 1));
  const waitMs = Math.max(atLeastMs, Math.min(longestWaitMs, doubled)) * (1 + random / 2);
  return { state: 'queued', code, waitMs, counted: true };
}
