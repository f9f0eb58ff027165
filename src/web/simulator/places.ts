import type { Engine } from '../../bot/engine.js';

/** Grids whose middle the page offers as ready-made places. */
const offered = [
  '371102100401001',
  '371102100402003',
  '371102100501001',
  '371102100403902',
  '371102100402005',
];

/** Invented places with coordinates inside their grid, for the page's location button. */
export function listPlaces(engine: Engine): { label: string; latitude: number; longitude: number }[] {
  return offered.flatMap((code) => {
    const boundary = engine.zone.config.boundaries.find((b) => b.code === code);
    const grid = engine.zone.grids.find(code);
    if (!boundary || !grid) return [];
    const corners = boundary.ring;
    const mean = (pick: 0 | 1) => corners.reduce((sum, point) => sum + point[pick], 0) / corners.length;
    return [{ label: `${grid.name.replace(/网格$/, '')}附近`, latitude: mean(1), longitude: mean(0) }];
  });
}
