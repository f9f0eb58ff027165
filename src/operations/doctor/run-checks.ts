import { describeError } from '../terminal.js';
import { type Check, type Finding, Skip } from './check.js';
import type { Surroundings } from './surroundings.js';

export interface Outcome extends Omit<Finding, 'grade'> {
  id: string;
  title: string;
  grade: Finding['grade'] | 'skipped';
}

/** Longer than any check takes where the thing it looks at is well. */
const longestCheckMs = 5_000;

/** Makes the checks one after the other; one that fails or hangs is reported, and the others go on. */
export async function runChecks(
  checks: readonly Check[],
  surroundings: Surroundings,
  told: (outcome: Outcome) => void,
  longestMs = longestCheckMs,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const check of checks) {
    const outcome = { id: check.id, title: check.title, ...(await runOne(check, surroundings, longestMs)) };
    outcomes.push(outcome);
    told(outcome);
  }
  return outcomes;
}

async function runOne(
  check: Check,
  surroundings: Surroundings,
  longestMs: number,
): Promise<Omit<Outcome, 'id' | 'title'>> {
  const patience = new AbortController();
  try {
    return await Promise.race([check.run(surroundings), tooLate(longestMs, patience.signal)]);
  } catch (error) {
    if (error instanceof Skip) {
      return {
        grade: 'skipped',
        found: `没有查：${error.message}`,
        english: 'skipped: something it needs is missing',
      };
    }
    return {
      grade: 'bad',
      found: `没有查成：${describeError(error).split('\n')[0]}`,
      english: 'the check itself failed',
      remedy: '先把上面不好的几项改好再查；还是这样，请把这一行交给开发人员',
    };
  } finally {
    patience.abort();
  }
}

function tooLate(longestMs: number, signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${longestMs / 1000}秒内没有结果`)), longestMs);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}
