import type { GridEntry } from '../../config/grids-schema.js';
import { foldText } from '../../shared/fold-text.js';
import { readScope, readUnits, scopeHolds, type Unit } from './scope.js';

/** What the writer adds behind a name that several grids share: 二期, 东区, 一网格. */
const partPattern =
  /^(?:的|村|小区|这边|那边)?((?:[一二三四五六]|[1-6])期|[东西南北一二三四]区|[东西南北一二三四]网格)/;
const arabic = new Map([...'一二三四五六'].map((digit, index) => [String(index + 1), digit]));

const corrected = /不对|说错|打错|写错|应该是|更正|改成/;

/** Leaves those of the candidates that the words behind the name point to; all of them when they point to none. */
export function narrowByDetails(
  candidates: readonly GridEntry[],
  tail: string,
  whole: string,
): { grids: readonly GridEntry[]; because: string[] } {
  const because: string[] = [];
  let left = candidates;

  const part = partPattern.exec(tail)?.[1]?.replace(/^[1-6]/, (digit) => arabic.get(digit) ?? digit);
  if (part !== undefined) {
    const named = left.filter((g) =>
      [g.name, g.scope ?? '', ...g.aliases].some((n) => foldText(n).includes(part)),
    );
    if (named.length > 0) {
      left = named;
      because.push(part);
    }
  }

  const unit = (corrected.test(whole) ? null : unitIn(tail)) ?? unitIn(whole);
  if (left.length > 1 && unit) {
    const holds = left.map((g) => ({ grid: g, says: scopeHolds(readScope(foldText(g.scope ?? '')), unit) }));
    const best = holds.some((h) => h.says === true) ? true : null;
    const kept = holds.filter((h) => h.says === best).map((h) => h.grid);
    if (kept.length > 0 && kept.length < left.length) {
      left = kept;
      because.push(
        unit.kind === 'block'
          ? `${unit.letter.toUpperCase()}座`
          : `${unit.number}${unit.kind === 'group' ? '组' : '号楼'}`,
      );
    }
  }
  return { grids: left, because };
}

/** The first unit named, or the first one after the writer corrected himself; never one that he denies (不是6号楼). */
function unitIn(folded: string): Unit | null {
  const units = readUnits(folded).filter(({ at }) => !/不是[^0-9]{0,4}$/.test(folded.slice(0, at)));
  const from = folded.search(corrected);
  return (units.find(({ at }) => at > from) ?? units[0])?.unit ?? null;
}
