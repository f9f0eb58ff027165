import type { Surroundings } from './surroundings.js';

/** good 好 · notice 注意: works, but somebody should look · bad 不好: does not work, or will lose something. */
export type Grade = 'good' | 'notice' | 'bad';

/** What a check found, for an operator who is no programmer. Never holds a secret. */
export interface Finding {
  grade: Grade;
  /** Chinese. */
  found: string;
  /** The same in a few English words. */
  english: string;
  /** What to do; missing where there is nothing to do. */
  remedy?: string;
}

/** One thing that is looked at. A check that cannot be made because another one failed says so by `skip`. */
export interface Check {
  /** Stable, for programs that read `--json`. */
  id: string;
  title: string;
  run(surroundings: Surroundings): Promise<Finding>;
}

export const good = (found: string, english: string): Finding => ({ grade: 'good', found, english });
export const notice = (found: string, english: string, remedy: string): Finding => ({
  grade: 'notice',
  found,
  english,
  remedy,
});
export const bad = (found: string, english: string, remedy: string): Finding => ({
  grade: 'bad',
  found,
  english,
  remedy,
});

/** What this check needs is missing, and another check tells why. */
export class Skip extends Error {}
