import type { Backend } from '../support/long-test.js';
import { openStage, type Stage } from './stage.js';

/**
 * Does the work for each, at most `width` at once, each of these on servers of its own. After work that fails the servers
 * are replaced: nobody knows in which state it left them.
 */
export async function sideBySide<T>(
  all: readonly T[],
  width: number,
  backend: Backend,
  work: (each: T, stage: Stage) => Promise<'done' | 'broken'>,
): Promise<void> {
  const left = [...all];
  const follow = async () => {
    let stage: Stage | undefined;
    try {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        stage ??= await openStage(backend);
        if ((await work(next, stage)) === 'done') continue;
        await stage.close();
        stage = undefined;
      }
    } finally {
      await stage?.close();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, width) }, follow));
}
