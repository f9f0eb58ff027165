/** Works on all of them, at most `width` at once, until `stop`. Returns those that failed. */
export async function sideBySide<T>(
  all: readonly T[],
  width: number,
  stop: AbortSignal,
  work: (each: T) => Promise<unknown>,
): Promise<{ each: T; error: unknown }[]> {
  const waiting = [...all];
  const failures: { each: T; error: unknown }[] = [];
  await Promise.all(
    Array.from({ length: Math.min(width, all.length) }, async () => {
      for (let each = waiting.shift(); each !== undefined && !stop.aborted; each = waiting.shift()) {
        try {
          await work(each);
        } catch (error) {
          failures.push({ each, error });
        }
      }
    }),
  );
  return failures;
}
