import type { PlaceName } from './place-names.js';

export interface Mention {
  start: number;
  end: number;
  place: PlaceName;
}

/** Ordinary words that begin like a name. */
const ordinaryWords = [
  '和顺利',
  '和顺畅',
  '和顺便',
  '和顺手',
  '和顺序',
  '半山腰',
  '半山坡',
  '大集体',
  '大集团',
  '大集合',
];

/** Characters after which the tail of a name can stand for the whole: 在嘉园, 我们家属院, but not 阳光嘉园. */
const beforeTail = new Set([...'在到我俺们的住是从去来于往这那咱家里边个就有给把跟和与及镇区村社格呀啊']);

const han = /\p{Script=Han}/u;

/** Finds names in folded text: from the left, the longest one that can stand there. */
export function createMentionFinder(names: readonly PlaceName[]): (folded: string) => Mention[] {
  const byFirst = new Map<string, PlaceName[]>();
  for (const name of [...names].sort((a, b) => b.name.length - a.name.length)) {
    const first = name.name.charAt(0);
    byFirst.set(first, [...(byFirst.get(first) ?? []), name]);
  }

  return (folded) => {
    const found: Mention[] = [];
    for (let i = 0; i < folded.length; ) {
      const place = byFirst
        .get(folded.charAt(i))
        ?.find((n) => folded.startsWith(n.name, i) && stands(folded, i, n));
      if (place) found.push({ start: i, end: i + place.name.length, place });
      i += place?.name.length ?? 1;
    }
    return found;
  };
}

function stands(folded: string, start: number, { name, kind, tail }: PlaceName): boolean {
  if (kind === 'road') return true;
  const before = folded.charAt(start - 1);
  const rest = folded.slice(start + name.length, start + name.length + 4);
  if (tail && han.test(before) && !beforeTail.has(before)) return false;
  if (ordinaryWords.some((w) => w.startsWith(name) && folded.startsWith(w, start))) return false;
  // 汇贤府南 is the southern grid, 汇贤府南门 is a gate of the whole estate.
  if (/[东西南北]$/.test(name) && /^(?:大?门|边|面|侧|头|口|墙|院墙|路|街|山|河)/.test(rest)) return false;
  return !isRoad(name, rest);
}

/** 望山路 is a road and not 望山小区, but 锦河花苑路灯 is a lamp in 锦河花苑. */
function isRoad(name: string, rest: string): boolean {
  if (/(?:路|街|大道)$/.test(name) || !/^(?:路|街(?!道)|大道|大街)/.test(rest)) return false;
  if (/^路(?:灯|障|牌)/.test(rest)) return false;
  return name.length < 3 || !/^路(?:面|边|沿|口|上|旁|中)/.test(rest);
}
