import { foldText } from '../../shared/fold-text.js';

/** No rule needs more of a message than this; the whole of it is kept elsewhere. */
const readAtMost = 10_000;

/**
 * The form in which phrases are looked for: folded, without spaces and invisible characters (着 火 了 is 着火了), and
 * cut where nobody reads on. Line ends stay, as they part sentences.
 */
export function normalise(text: string): string {
  return foldText(text.slice(0, readAtMost)).replace(/[^\S\n]|[\u200b-\u200f\u2060\ufeff]/g, '');
}
