import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../config/loopback.js';

/** Headers by which a proxy says that it asks for somebody else. */
const forwarding = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
];

/**
 * Whether a request may see how the product fares. With METRICS_TOKEN only who knows it, also on this machine. Without
 * it only this machine itself: behind a proxy on the same machine every stranger has its address, so that whatever
 * looks forwarded is refused. A proxy that shows nothing of itself cannot be told apart; docs/metrics.md says what to do.
 */
export function mayLook(request: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    return given !== undefined && same(given, token);
  }
  const from = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  if (!isLoopback(from) || forwarding.some((name) => request.headers[name] !== undefined)) return false;
  // nginx speaks 1.0 to what is behind it unless told otherwise; nothing that looks from this machine does.
  if (request.raw.httpVersionMajor === 1 && request.raw.httpVersionMinor === 0) return false;
  return isLoopback(hostOf(request.headers.host));
}

function hostOf(header: string | undefined): string {
  const url = `http://${header ?? ''}`;
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** Hashed first: both have one length then, and the comparison tells nothing. */
function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
