import { createHash, randomInt } from 'node:crypto';

export function drawSeed(): string {
  return String(randomInt(100_000_000)).padStart(8, '0');
}

/**
 * Repeatable chance. Every stream of decisions has its own count, so that the nth call of one path (or the
 * nth delivery of one member) meets the same fate in every run with this seed, whatever happens in between.
 */
export class Dice {
  readonly #rolls = new Map<string, number>();
  #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** Starts every stream from its beginning. */
  reseed(seed: string): void {
    this.#seed = seed;
    this.#rolls.clear();
  }

  /** A number from 0 up to, but not including, 1. */
  roll(stream: string): number {
    const nth = (this.#rolls.get(stream) ?? 0) + 1;
    this.#rolls.set(stream, nth);
    const digest = createHash('sha256').update(`${this.#seed}\n${stream}\n${nth}`).digest();
    return digest.readUIntBE(0, 6) / 2 ** 48;
  }
}
