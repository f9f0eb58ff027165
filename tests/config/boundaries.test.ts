import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.js';
import { projectRoot } from '../../src/shared/paths.js';

type Point = readonly [number, number];

/** Ten-thousandths of a degree, so that sums are whole numbers. */
const unit = 10_000;
const { boundaries } = loadConfig({ env: {}, root: projectRoot });
const rings = boundaries.map(({ code, ring }) => ({
  code,
  ring: ring.map(
    ([longitude, latitude]): Point => [Math.round(longitude * unit), Math.round(latitude * unit)],
  ),
}));

function areaOf(ring: readonly Point[]): number {
  const twice = ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

function holds(ring: readonly Point[], [x, y]: Point): boolean {
  let inside = false;
  for (const [index, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring[(index + 1) % ring.length] ?? [x1, y1];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** Middles of the cells between all the lines that outlines run along: no outline crosses a cell. */
function cells(): Point[] {
  const lines = (axis: 0 | 1) =>
    [...new Set(rings.flatMap(({ ring }) => ring.map((p) => p[axis])))].sort((a, b) => a - b);
  const middles = (values: number[]) =>
    values.slice(1).map((value, index) => (value + (values[index] ?? value)) / 2);
  return middles(lines(0)).flatMap((x) => middles(lines(1)).map((y): Point => [x, y]));
}

describe('the outlines of the demo zone', () => {
  it('together are as large as the rectangle they fill', () => {
    const total = rings.reduce((sum, { ring }) => sum + areaOf(ring), 0);
    expect(total).toBe(0.12 * unit * (0.09 * unit));
  });

  it('put every place of the rectangle into one grid and no more', () => {
    const doubtful = cells().filter((place) => rings.filter(({ ring }) => holds(ring, place)).length !== 1);
    expect(cells().length).toBeGreaterThan(rings.length);
    expect(doubtful).toEqual([]);
  });

  it('run along meridians and parallels only, so that the cells above are exact', () => {
    for (const { code, ring } of rings) {
      for (const [index, [x, y]] of ring.entries()) {
        const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
        expect(Number(x === nextX) + Number(y === nextY), code).toBe(1);
      }
    }
  });

  it('lie in the open Pacific, where no real place can be meant', () => {
    for (const [longitude, latitude] of boundaries.flatMap(({ ring }) => ring)) {
      expect(longitude).toBeGreaterThanOrEqual(165);
      expect(longitude).toBeLessThanOrEqual(165.12);
      expect(latitude).toBeGreaterThanOrEqual(30);
      expect(latitude).toBeLessThanOrEqual(30.09);
    }
  });
});
