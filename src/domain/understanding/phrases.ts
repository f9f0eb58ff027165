import { foldText } from '../../shared/fold-text.js';

export interface Hit {
  /** The phrase as config writes it. */
  phrase: string;
  start: number;
  end: number;
}

type Compiled = { phrase: string; parts: readonly string[] };

/** A list of phrases ready for use on normalised text. */
export interface PhraseList {
  /** Every place where a phrase stands; at most a few of each phrase. */
  findAll(text: string): Hit[];
  /** The first hit in the order of the list. */
  find(text: string): Hit | null;
}

/** Enough to see whether one of several occurrences is meant; a message of one repeated word must not cost time. */
const hitsOfOne = 20;

/**
 * Phrases stand for themselves; `A..B` is A with B beginning within `gap` characters behind it; `A..B..C` goes on in
 * the same way.
 */
export function compilePhrases(phrases: readonly string[], gap: number): PhraseList {
  const compiled = phrases.map((phrase) => ({
    phrase,
    parts: foldText(phrase)
      .split('..')
      .filter((part) => part !== ''),
  }));
  return {
    findAll: (text) => compiled.flatMap((c) => hitsOf(text, c, gap, hitsOfOne)),
    find(text) {
      for (const c of compiled) {
        const hit = hitsOf(text, c, gap, 1)[0];
        if (hit) return hit;
      }
      return null;
    },
  };
}

function hitsOf(text: string, { phrase, parts }: Compiled, gap: number, most: number): Hit[] {
  const [first, ...rest] = parts;
  const hits: Hit[] = [];
  if (first === undefined) return hits;
  for (
    let start = text.indexOf(first);
    start !== -1 && hits.length < most;
    start = text.indexOf(first, start + 1)
  ) {
    const end = follow(text, start + first.length, rest, gap);
    if (end !== null) hits.push({ phrase, start, end });
  }
  return hits;
}

function follow(text: string, from: number, parts: readonly string[], gap: number): number | null {
  let end = from;
  for (const part of parts) {
    const at = text.slice(end, end + gap + part.length).indexOf(part);
    if (at === -1) return null;
    end += at + part.length;
  }
  return end;
}
