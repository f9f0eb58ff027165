import { describe, expect, it } from 'vitest';
import { handlers } from '../../src/handlers/index.js';
import { codeOf, importsBelow, importsOf, listFiles, show } from './source-files.js';

const index = 'src/handlers/index.ts';
const withHandler = listFiles('src/handlers', '.ts').filter((path) =>
  /export const \w+: Handler = /.test(codeOf(path)),
);

describe('Handlers', () => {
  it('are all tried: every file that has one is in the list', () => {
    expect(withHandler.length).toBeGreaterThan(20);
    const listed = importsOf(index).map((each) => each.to);
    expect(withHandler.filter((path) => !listed.includes(path))).toEqual([]);
  });

  it('are tried once each: as many as the files declare', () => {
    const declared = withHandler.flatMap((path) => [
      ...codeOf(path).matchAll(/export const \w+: Handler = /g),
    ]);
    expect(handlers.length).toBe(declared.length);
    expect(new Set(handlers.map((each) => each.name)).size).toBe(handlers.length);
  });

  it('try danger before everything that waits for an answer, and the fallback last', () => {
    const order = handlers.map((each) => each.name);
    const danger = order.indexOf('report-danger');
    expect(danger).toBeGreaterThanOrEqual(0);
    for (const waiting of ['choose-case', 'continue-report', 'answer-question', 'rate-case']) {
      expect(order.indexOf(waiting), waiting).toBeGreaterThan(danger);
    }
    expect(order.at(-1)).toBe('fallback');
  });
});

describe('Cases', () => {
  /** The board of the demo shows everything to everybody who plays, and runs in demo mode only. */
  const demoBoard = 'src/web/simulator/board.ts';

  it('are read by handlers and pages only through the desk, which asks whether the person may', () => {
    const direct = [...importsBelow('src/handlers'), ...importsBelow('src/web')].filter(
      (each) => /^src\/store\/(cases|case-row|notes|events)\.ts$/.test(each.to) && each.from !== demoBoard,
    );
    expect(direct.map(show)).toEqual([]);
  });
});
