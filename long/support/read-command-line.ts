import type { Backend } from './long-test.js';

export type CommandLine =
  | { seed: number | undefined; backend: Backend; flags: Map<string, string> }
  | { mistake: string };

/** `--name value` or `--name`, in any order; a flag that the test does not know is a mistake, not ignored. */
export function readCommandLine(words: readonly string[], known: readonly string[]): CommandLine {
  const flags = new Map<string, string>();
  for (let at = 0; at < words.length; at += 1) {
    const name = /^--([a-z-]+)$/.exec(words[at] ?? '')?.[1];
    if (name === undefined) return { mistake: `看不懂 (cannot read): ${words[at]}` };
    if (!['seed', 'backend', ...known].includes(name)) {
      return { mistake: `没有这个选项 (no such flag): --${name}` };
    }
    const value = words[at + 1];
    const given = value !== undefined && !value.startsWith('--');
    flags.set(name, given ? value : '');
    if (given) at += 1;
  }
  const backend = flags.get('backend') ?? 'postgres';
  if (backend !== 'postgres' && backend !== 'redis') {
    return { mistake: '--backend 只能是 postgres 或 redis (either of the two)' };
  }
  const seed = flags.get('seed');
  if (seed !== undefined && !/^\d{1,10}$/.test(seed)) {
    return { mistake: '--seed 要写成整数 (needs a whole number)' };
  }
  flags.delete('backend');
  flags.delete('seed');
  return { seed: seed === undefined ? undefined : Number(seed), backend, flags };
}
