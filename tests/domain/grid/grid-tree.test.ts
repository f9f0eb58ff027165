import { describe, expect, it } from 'vitest';
import { createGridTree } from '../../../src/domain/grid/index.js';
import { town, townGrids } from './town.js';

describe('the tree of grids', () => {
  it('names a grid together with its community, as people would say it', () => {
    expect(town.pathName('100000001401001')).toBe('杏林社区 杏林雅苑一网格');
    expect(town.pathName('100000001401000')).toBe('杏林社区');
    expect(town.pathName('999999999999999')).toBe('999999999999999');
  });

  it('leads from a grid up to the root', () => {
    expect(town.ancestors('100000001502002').map((g) => g.name)).toEqual([
      '下洼村',
      '演示镇网格',
      '演示区总网格',
    ]);
    expect(town.parent('100000000000000')).toBeNull();
  });

  it('lists the level-4 grids below a village, the market among them', () => {
    expect(town.level4Under('100000001501000').map((g) => g.name)).toEqual([
      '上洼村网格',
      '洼子大集专属网格',
    ]);
    expect(town.level4Under('100000001401003').map((g) => g.name)).toEqual(['听松小区网格']);
  });

  it('knows that a grid lies within itself and its ancestors, and not within its neighbour', () => {
    expect(town.isWithin('100000001401001', '100000001000000')).toBe(true);
    expect(town.isWithin('100000001401001', '100000001401001')).toBe(true);
    expect(town.isWithin('100000001401001', '100000001401002')).toBe(false);
    expect(town.isWithin('100000001000000', '100000001401001')).toBe(false);
  });

  it('finds the village around a grid, and of a village itself', () => {
    expect(town.level3Of('100000001501901')?.name).toBe('上洼村');
    expect(town.level3Of('100000001501000')?.name).toBe('上洼村');
    expect(town.level3Of('100000000000000')).toBeNull();
  });

  it('comes to an end when the file makes a grid its own grandparent', () => {
    const [a, b] = townGrids;
    if (!a || !b) throw new Error('the town has at least two grids');
    const circle = createGridTree(
      [
        { ...a, parent: b.code },
        { ...b, parent: a.code },
      ],
      [],
    );
    expect(circle.ancestors(a.code).length).toBeLessThanOrEqual(4);
  });
});

describe('the grid at a point', () => {
  it('is the one whose outline holds the point', () => {
    expect(town.gridAt(0.7, 0.7)).toBe('100000001401001');
    expect(town.gridAt(1.5, 0.5)).toBe('100000001401002');
  });

  it('is exactly one on a shared border, the same one every time', () => {
    for (const latitude of [0, 0.25, 0.5, 0.999]) {
      expect(town.gridAt(1, latitude)).toBe('100000001401002');
    }
  });

  it('is somebody even on the outer edge of the zone', () => {
    for (const [x, y] of [
      [0, 0.5],
      [2, 0.5],
      [0.5, 0],
      [0.5, 1],
      [2, 1],
    ] as const) {
      expect(town.gridAt(x, y)).not.toBeNull();
    }
  });

  it('is the market and not the estate around it', () => {
    expect(town.gridAt(0.3, 0.3)).toBe('100000001501901');
  });

  it('is nobody far away or for numbers that are no place', () => {
    expect(town.gridAt(120, 36)).toBeNull();
    expect(town.gridAt(Number.NaN, Number.POSITIVE_INFINITY)).toBeNull();
  });
});
