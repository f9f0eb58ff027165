import type { GridEntry } from '../../config/grids-schema.js';
import { foldText } from '../../shared/fold-text.js';
import type { GridTree } from './grid-tree.js';

type TreeBasics = Pick<GridTree, 'all' | 'level4Under'>;

/** A name that people use and the level-4 grids that it can mean; a road means none. */
export interface PlaceName {
  name: string;
  codes: readonly string[];
  kind: 'exclusive' | 'basic' | 'village' | 'road';
  /** The tail of a longer name (家属院 of 粮站家属院): other places have the same tail under another head. */
  tail: boolean;
}

const roadEnd = /(?:路|街|大道|大街|巷)$/;
const ordinalArea = /^([一二三四五六七八九十])区$/;

/** Every name, alias and landmark with what it means. The same text under several grids means all of them. */
export function listPlaceNames(tree: TreeBasics): PlaceName[] {
  const names = new Map<string, { codes: Set<string>; kind: PlaceName['kind'] }>();
  const add = (written: string, codes: readonly string[], kind: PlaceName['kind']) => {
    const name = foldText(written);
    const known = names.get(name);
    if (known) for (const code of codes) known.codes.add(code);
    else names.set(name, { codes: new Set(codes), kind });
  };

  for (const grid of tree.all) {
    if (grid.level === 4) {
      const kind = grid.type === '专属网格' ? 'exclusive' : 'basic';
      for (const name of [grid.name, ...stemOf(grid.name), ...grid.aliases]) {
        add(name, [grid.code, ...sameOrdinal(tree, grid, name)], kind);
      }
    }
    if (grid.level === 3) {
      const codes = insideVillage(tree, grid.code);
      for (const name of [grid.name, ...grid.aliases]) add(name, codes, 'village');
    }
    for (const landmark of grid.landmarks) {
      // 青埠路西段 and 青埠路 are the same road.
      const name = landmark.replace(/[东西南北中]段$/, '');
      if (roadEnd.test(name)) add(name, [], 'road');
      else add(name, grid.level === 4 ? [grid.code] : aroundLandmark(tree, grid, name), 'village');
    }
  }

  const all = [...names].map(([name, { codes, kind }]) => ({ name, codes: [...codes], kind, tail: false }));
  return all.map((n) => ({
    ...n,
    tail: all.some(
      (o) => o.name !== n.name && o.name.endsWith(n.name) && o.codes.some((c) => n.codes.includes(c)),
    ),
  }));
}

/** 碧桐苑网格 → 碧桐苑; not 锦河花苑一网格 → 锦河花苑一, which would swallow the number of 锦河花苑一号楼. */
function stemOf(name: string): string[] {
  const stem = name.replace(/(?:专属)?网格$/, '');
  return stem === name || /[一二三四五六七八九十]$/.test(stem) ? [] : [stem];
}

/** 一区 alone may as well mean the first part of any other estate in town: one has to ask. */
function sameOrdinal(tree: TreeBasics, owner: GridEntry, name: string): string[] {
  const ordinal = ordinalArea.exec(name)?.[1];
  if (ordinal === undefined) return [];
  const ends = ['区', '期', '网格'].map((unit) => ordinal + unit);
  return tree.all
    .filter((g) => g.level === 4 && g.type === '基础网格' && g.area === owner.area)
    .filter((g) => [g.name, ...g.aliases].some((n) => ends.some((end) => n.endsWith(end))))
    .map((g) => g.code);
}

/** A village means its basic grids; a market or a park that lies in it is called by its own name. */
function insideVillage(tree: TreeBasics, code: string): string[] {
  const all = tree.level4Under(code);
  const basic = all.filter((g) => g.type !== '专属网格');
  return (basic.length > 0 ? basic : all).map((g) => g.code);
}

/** 槐树岭后山: where one scope of the village names the hill, the hill is that grid's; otherwise any of them. */
function aroundLandmark(tree: TreeBasics, village: GridEntry, landmark: string): string[] {
  const inside = insideVillage(tree, village.code);
  const own = village.aliases.find((a) => landmark.startsWith(a) && landmark.length >= a.length + 2);
  if (own === undefined) return inside;
  const word = landmark.slice(own.length);
  const named = tree.all.filter((g) => inside.includes(g.code) && g.scope?.includes(word)).map((g) => g.code);
  return named.length > 0 ? named : inside;
}
