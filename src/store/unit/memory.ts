import type { Unit } from './unit.js';

/** Something that lasts as long as one unit of work: made when it is first asked for, gone with the unit. */
export function perUnit<T>(make: () => T): (unit: Unit) => T {
  const kept = new WeakMap<Unit, T>();
  return (unit) => {
    const known = kept.get(unit);
    if (known !== undefined) return known;
    const made = make();
    kept.set(unit, made);
    return made;
  };
}
