/** Chance that can be repeated: the same seed gives the same sequence. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  /** True in this share of the calls. */
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** A sequence of its own, so that what one part draws does not depend on how often another part drew. */
  branch(): Random;
}

/** mulberry32: 32 bits of state, which is plenty for choosing what to do and nothing to keep secrets with. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick(from) {
      const index = below(from.length);
      if (from.length === 0) throw new Error('nothing to pick from');
      return from[index] as (typeof from)[number];
    },
    branch: () => createRandom(below(2 ** 32)),
  };
}
