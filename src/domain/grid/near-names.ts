import type { Mention } from './find-mentions.js';
import type { PlaceName } from './place-names.js';

/** Characters that tell two names apart; a slip in one of them is another place and not a misspelling. */
const telling = /[一二三四五六七八九十东西南北上下大小新老前后0-9]/;
const han = /\p{Script=Han}/u;

/**
 * Finds a name written with one wrong character (homophones of voice input and pinyin keyboards). Only names of four
 * characters and more: shorter ones would be found in ordinary words.
 */
export function createNearFinder(names: readonly PlaceName[]): (folded: string) => Mention | null {
  const long = names.filter((n) => n.name.length >= 4 && n.kind !== 'road' && n.codes.length > 0);
  return (folded) => {
    for (let start = 0; start < folded.length; start++) {
      const place = long.find((n) => differsByOne(folded, start, n.name));
      if (place) return { start, end: start + place.name.length, place };
    }
    return null;
  };
}

function differsByOne(folded: string, start: number, name: string): boolean {
  if (start + name.length > folded.length) return false;
  let wrong = -1;
  for (let k = 0; k < name.length; k++) {
    if (folded.charCodeAt(start + k) === name.charCodeAt(k)) continue;
    if (wrong !== -1) return false;
    wrong = k;
  }
  const written = folded.charAt(start + wrong);
  return wrong !== -1 && han.test(written) && !telling.test(written) && !telling.test(name.charAt(wrong));
}
