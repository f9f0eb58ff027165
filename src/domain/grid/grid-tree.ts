import type { BoundaryEntry, GridEntry } from '../../config/grids-schema.js';
import { createPlaceMatcher, type PlaceMatch } from './places.js';
import { type Point, ringContains, ringTouches } from './polygon.js';

/** The four-level tree of grids, ready for look-ups by code, point and name. */
export interface GridTree {
  readonly all: readonly GridEntry[];
  find(code: string): GridEntry | null;
  parent(code: string): GridEntry | null;
  /** From the parent up to the root. */
  ancestors(code: string): GridEntry[];
  /** The level-4 grids below; a level-4 grid is its own only one. */
  level4Under(code: string): GridEntry[];
  /** The village or community of a grid. */
  level3Of(code: string): GridEntry | null;
  /** A grid lies within itself and within each of its ancestors. */
  isWithin(code: string, ancestorCode: string): boolean;
  /** As people say it: 锦河社区 锦河花苑一网格; the code where there is no such grid. */
  pathName(code: string): string;
  /** The level-4 grid at a point (GCJ-02); a point on a border belongs to exactly one. */
  gridAt(longitude: number, latitude: number): string | null;
  matchPlaces(text: string): PlaceMatch;
}

export function createGridTree(grids: readonly GridEntry[], boundaries: readonly BoundaryEntry[]): GridTree {
  const byCode = new Map(grids.map((g) => [g.code, g]));
  const find = (code: string) => byCode.get(code) ?? null;

  const parent = (code: string) => {
    const above = byCode.get(code)?.parent;
    return above ? find(above) : null;
  };

  const ancestors = (code: string) => {
    const found: GridEntry[] = [];
    // Four levels exist; a circle in the file must not hang the process.
    for (let up = parent(code); up && found.length < 4; up = parent(up.code)) found.push(up);
    return found;
  };

  const isWithin = (code: string, ancestorCode: string) =>
    code === ancestorCode || ancestors(code).some((a) => a.code === ancestorCode);

  const level4Under = (code: string) => grids.filter((g) => g.level === 4 && isWithin(g.code, code));
  const level3Of = (code: string) =>
    [find(code), ...ancestors(code)].find((g): g is GridEntry => g?.level === 3) ?? null;

  // An exclusive grid may be drawn inside a basic one and then wins there; otherwise the order of the file decides.
  const rings = boundaries
    .map(({ code, ring }) => ({ code, ring, exclusive: byCode.get(code)?.type === '专属网格' }))
    .sort((a, b) => Number(b.exclusive) - Number(a.exclusive));

  const gridAt = (longitude: number, latitude: number) => {
    const point: Point = [longitude, latitude];
    // The half-open test leaves the outer edge of the zone to nobody; whoever stands on it is still in the zone.
    const hit =
      rings.find((r) => ringContains(r.ring, point)) ?? rings.find((r) => ringTouches(r.ring, point));
    return hit?.code ?? null;
  };

  const pathName = (code: string) => {
    const grid = find(code);
    if (!grid) return code;
    const village = level3Of(code);
    return village && village.code !== code ? `${village.name} ${grid.name}` : grid.name;
  };

  const basics = { all: grids, find, parent, ancestors, level4Under, level3Of, isWithin, pathName, gridAt };
  return { ...basics, matchPlaces: createPlaceMatcher(basics) };
}
