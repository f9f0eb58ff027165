import type { GridEntry } from '../../config/grids-schema.js';
import { foldText } from '../../shared/fold-text.js';
import { createMentionFinder, type Mention } from './find-mentions.js';
import type { GridTree } from './grid-tree.js';
import { findNamelessPlace } from './nameless-place.js';
import { narrowByDetails } from './narrow.js';
import { createNearFinder } from './near-names.js';
import { listPlaceNames } from './place-names.js';
import { phraseEnd } from './place-phrase.js';

/** Where a text says that something is. */
export interface PlaceMatch {
  /** The writer's own words. */
  place: string | null;
  /** Level-4 grids: one = sure, several = ask, none = unknown. */
  gridCodes: string[];
  /** The words that led there. */
  because: string[];
}

/** Names are looked for in this much of a text; whoever writes more has said where by then. */
const lookedAt = 2_000;

export function createPlaceMatcher(tree: Omit<GridTree, 'matchPlaces'>): (text: string) => PlaceMatch {
  const names = listPlaceNames(tree);
  const findMentions = createMentionFinder(names);
  const findNear = createNearFinder(names);

  return (text) => {
    const folded = foldText(text.slice(0, lookedAt));
    const exact = findMentions(folded);
    // A misspelt name is longer than the short name inside it that happens to be spelt right.
    const near = exact.some((m) => m.place.name.length > 2) ? null : findNear(folded);
    const mention = chooseMention(tree, folded, near ? [near, ...exact] : exact);
    if (!mention || mention.place.codes.length === 0) {
      const found = mention
        ? { start: mention.start, end: phraseEnd(folded, mention.start, mention.end) }
        : findNamelessPlace(folded);
      return {
        place: found ? text.slice(found.start, found.end) : null,
        gridCodes: [],
        because: mention ? [mention.place.name] : [],
      };
    }

    const end = phraseEnd(folded, mention.start, mention.end);
    const candidates = mention.place.codes.map((c) => tree.find(c)).filter((g): g is GridEntry => g !== null);
    const { grids, because } = narrowByDetails(candidates, folded.slice(mention.end, end), folded);
    return {
      place: text.slice(mention.start, end).trim(),
      gridCodes: grids.map((g) => g.code),
      because: [mention.place.name, ...because],
    };
  };
}

function chooseMention(
  tree: Omit<GridTree, 'matchPlaces'>,
  folded: string,
  all: readonly Mention[],
): Mention | null {
  const meant = all.filter((m) => !/(?:不是|不在|并非|没在)$/.test(folded.slice(0, m.start)));
  const correction = folded.search(/不对|说错|打错|写错|更正/);
  const after = correction === -1 ? [] : meant.filter((m) => m.start > correction);
  const pool = after.length > 0 ? after : meant;

  const named = pool.filter((m) => m.place.codes.length > 0);
  const first = named[0] ?? pool[0];
  if (!first) return null;
  return (
    named.find((m) => isInside(tree, m, first)) ??
    // 云帆广场对面的海韵天成: the first name only says where the second one is.
    named.find((m) =>
      /^(?:小区|村)?(?:对面|旁边|隔壁|后面|附近|跟前)的?$/.test(folded.slice(first.end, m.start)),
    ) ??
    first
  );
}

/** 锦河社区锦河花苑, 南泉子村泉子大集: what lies in the village is meant, not the whole of it. */
function isInside(tree: Omit<GridTree, 'matchPlaces'>, inner: Mention, outer: Mention): boolean {
  if (inner === outer || outer.place.kind !== 'village' || inner.place.kind === 'village') return false;
  const village = outer.place.codes.map((c) => tree.level3Of(c)?.code);
  return inner.place.codes.every((c) => village.includes(tree.level3Of(c)?.code));
}
