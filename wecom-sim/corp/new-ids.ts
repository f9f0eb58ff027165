import { randomBytes, randomInt } from 'node:crypto';

/** Access tokens, media ids, response codes and msgids are opaque strings; the prefix only helps reading logs. */
export function opaqueId(prefix: string): string {
  return `${prefix}_${randomBytes(24).toString('base64url')}`;
}

export function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}

/** MsgIds of incoming messages: 64-bit, above 2^53, so that a reader that uses doubles merges them. */
export class MsgIds {
  // Starts from the machine's time so that a restarted simulator does not repeat what a bot has stored.
  #next = 7_000_000_000_000_000_000n + BigInt(Date.now()) * 1000n;

  next(): string {
    this.#next += 1n;
    return this.#next.toString();
  }
}
