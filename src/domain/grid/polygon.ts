/** [longitude, latitude] in degrees. */
export type Point = readonly [number, number];
export type Ring = readonly Point[];

/**
 * Half-open crossing test: of two rings that share an edge exactly one contains a point on it. A ring may or may not
 * repeat its first point at the end.
 */
export function ringContains(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  for (const [[x1, y1], [x2, y2]] of edgesOf(ring)) {
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** True on the line of a ring itself, to about a centimetre (1e-7 degrees). */
export function ringTouches(ring: Ring, [x, y]: Point): boolean {
  for (const [[x1, y1], [x2, y2]] of edgesOf(ring)) {
    const length = Math.hypot(x2 - x1, y2 - y1);
    const along = length === 0 ? 0 : ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / (length * length);
    const t = Math.min(1, Math.max(0, along));
    if (Math.hypot(x - x1 - t * (x2 - x1), y - y1 - t * (y2 - y1)) <= 1e-7) return true;
  }
  return false;
}

function* edgesOf(ring: Ring): Generator<[Point, Point]> {
  let from = ring.at(-1);
  for (const to of ring) {
    if (from) yield [from, to];
    from = to;
  }
}
