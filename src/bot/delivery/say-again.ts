import { fillReply } from '../sentences.js';
import type { Zone } from '../zone.js';

/**
 * The last line of a message in words that this person was sent a short while ago. `said`: how often; it only grows while
 * the platform remembers, so no two are alike even within one minute or on a clock that was moved.
 */
export function sayAgain(zone: Zone, said: number, now: Date): string {
  const time = zone.calendar.localTime(now);
  const { replies } = zone.config;
  return `\n${
    said === 1
      ? fillReply(replies, 'again.second', { time })
      : fillReply(replies, 'again.later', { time, count: said + 1 })
  }`;
}

/** Room for the longest such line. Beyond a thousand times in four hours WeCom drops messages anyway. */
export function bytesOfAgain(zone: Zone, now: Date): number {
  return Math.max(...[1, 9999].map((said) => Buffer.byteLength(sayAgain(zone, said, now))));
}
