import { describe, expect, it } from 'vitest';
import { codeOf, importsBelow, listFiles, show } from './source-files.js';

const rules = listFiles('src/domain', '.ts');

/** What a rule would reach for to know the time, the machine or the world by itself. */
const reaches: readonly { what: string; pattern: RegExp }[] = [
  {
    what: 'the machine’s clock',
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bDateTime\.(now|local|utc)\(\s*\)|\bperformance\b/,
  },
  { what: 'chance', pattern: /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b/ },
  { what: 'the process', pattern: /\bprocess\./ },
  { what: 'the network', pattern: /\bfetch\(/ },
  { what: 'a timer', pattern: /\bset(Timeout|Interval|Immediate)\b/ },
];

/** Hashing is arithmetic; `node:module` reads the holiday table out of the package that carries it. */
const builtIns = ['node:crypto', 'node:module'];

describe('A rule decides by what it is given', () => {
  it('finds the rules it judges', () => {
    expect(rules.length).toBeGreaterThan(40);
  });

  it.each(reaches)('and does not reach for $what', ({ pattern }) => {
    expect(rules.filter((path) => pattern.test(codeOf(path)))).toEqual([]);
  });

  it('and opens no file, no socket, no program', () => {
    const outside = importsBelow('src/domain').filter(
      (each) => each.to.startsWith('node:') && !builtIns.includes(each.to),
    );
    expect(outside.map(show)).toEqual([]);
  });

  it('so that only the chain of events hashes, and only the holiday table is loaded', () => {
    const users = importsBelow('src/domain').filter((each) => builtIns.includes(each.to));
    expect(users.map(show)).toEqual([
      'src/domain/calendar/library-days.ts imports node:module',
      'src/domain/cases/event-chain.ts imports node:crypto',
    ]);
  });
});

describe('Handlers', () => {
  it('take the time from the turn, so that a demo clock moves them too', () => {
    const own = listFiles('src/handlers', '.ts').filter((path) =>
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b/.test(codeOf(path)),
    );
    expect(own).toEqual([]);
  });

  it('touch no built-in module of Node', () => {
    const found = importsBelow('src/handlers').filter((each) => each.to.startsWith('node:'));
    expect(found.map(show)).toEqual([]);
  });
});
