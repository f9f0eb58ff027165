import type { ConfigReport } from './report.js';

/** Refuses every value that stood in the list before. */
export function refuseRepeats(
  values: readonly string[],
  file: string,
  pathOf: (index: number) => PropertyKey[],
  report: ConfigReport,
): void {
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    if (seen.has(value))
      report.refuse(file, pathOf(index), `${value} 前面已经有了`, '换一个，或删掉重复的这一段');
    seen.add(value);
  }
}
