import { readNumber } from './chinese-number.js';

/** A building (5号楼), a lettered block (B座) or a villagers' group (3组). */
export type Unit = { kind: 'building' | 'group'; number: number } | { kind: 'block'; letter: string };

export type ScopeRange =
  | { kind: 'building' | 'group'; from: number; to: number }
  | { kind: 'block'; from: string; to: string };

/** Reads the ranges in the words of a scope: 锦河花苑1-8号楼, 1-4组, A-D座. */
export function readScope(scope: string): ScopeRange[] {
  const numbered = [...scope.matchAll(/(\d+)[-~至](\d+)(号楼|栋|幢|座|组)/g)].map(
    ([, from, to, unit]): ScopeRange => ({
      kind: unit === '组' ? 'group' : 'building',
      from: Number(from),
      to: Number(to),
    }),
  );
  const lettered = [...scope.matchAll(/([a-z])[-~至]([a-z])座/gi)].map(
    ([, from = '', to = '']): ScopeRange => ({
      kind: 'block',
      from: from.toLowerCase(),
      to: to.toLowerCase(),
    }),
  );
  return [...numbered, ...lettered];
}

const number = '[0-9]{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]';
const unitPattern = new RegExp(
  [
    // 7-1-302 and 9-302: building first, as on door plates.
    '(?<![0-9-])([0-9]{1,2})-(?:[0-9]{1,2}-)?[0-9]{3,4}(?![0-9-])',
    `(?<![0-9月])(${number})(?:号楼|号院|#楼?|栋|幢|座|号(?![0-9线门])|楼(?=(?:${number})单元))`,
    `第?(?<![0-9])(${number})(?:村民小组|小组|组|生产队|队)`,
    '(?<![a-z0-9])([a-z])(?:座|栋|幢)',
  ].join('|'),
  'g',
);

/** The units named in folded text, in the order of writing. */
export function readUnits(folded: string): { unit: Unit; at: number }[] {
  return [...folded.matchAll(unitPattern)].flatMap((match): { unit: Unit; at: number }[] => {
    const [, plate, building, group, letter] = match;
    if (letter !== undefined) return [{ unit: { kind: 'block', letter }, at: match.index }];
    const written = plate ?? building ?? group ?? '';
    const value = readNumber(written);
    if (Number.isNaN(value)) return [];
    return [{ unit: { kind: group === undefined ? 'building' : 'group', number: value }, at: match.index }];
  });
}

/** Whether a scope names the unit; null when it says nothing about units of this kind. */
export function scopeHolds(ranges: readonly ScopeRange[], unit: Unit): boolean | null {
  const same = ranges.filter((r) => r.kind === unit.kind);
  if (same.length === 0) return null;
  return same.some((r) =>
    r.kind === 'block'
      ? unit.kind === 'block' && r.from <= unit.letter && unit.letter <= r.to
      : unit.kind !== 'block' && r.from <= unit.number && unit.number <= r.to,
  );
}
