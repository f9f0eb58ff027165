import { createHash } from 'node:crypto';

/** sha256 of the bytes as they came, in hex: what a record compares to say that two requests were the same. */
export function hashOf(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
