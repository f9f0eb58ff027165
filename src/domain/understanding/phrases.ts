import { foldText } from '../../shared/fold-text.js';

export interface Span {
  start: number;
  end: number;
}

export interface Hit extends Span {
  /** The phrase as config writes it. */
  phrase: string;
  /** Where each of its parts stands. */
  parts: readonly Span[];
}

/** A list of phrases ready for use on normalised text. */
export interface PhraseList {
  /** Every place where a phrase stands; at most a few of each phrase. */
  findAll(text: string): Hit[];
  /** The first hit in the order of the list. */
  find(text: string): Hit | null;
}

/** Each part is a list of words of which any one will do. */
type Compiled = { phrase: string; parts: readonly (readonly string[])[] };

/** Enough to see whether one of several occurrences is meant; a message of one repeated word must not cost time. */
const hitsOfOne = 20;

/**
 * Phrases stand for themselves. `A..B` is A with B beginning within `gap` characters behind it, `A..B..C` goes on in
 * the same way, and each part may name words of which any will do: `孩子|老人..掉|滑..河|井`.
 */
export function compilePhrases(phrases: readonly string[], gap: number): PhraseList {
  const compiled = phrases.map((phrase) => ({
    phrase,
    parts: foldText(phrase)
      .split('..')
      .map((part) => part.split('|').filter((word) => word !== ''))
      .filter((words) => words.length > 0),
  }));
  const candidates = indexStarts(compiled);
  return {
    findAll: (text) => candidates(text).flatMap((c) => hitsOf(text, c, gap, hitsOfOne)),
    find(text) {
      for (const c of candidates(text)) {
        const hit = hitsOf(text, c, gap, 1)[0];
        if (hit) return hit;
      }
      return null;
    },
  };
}

/** Phrases that can stand in a text, in the order of the list: those whose first word begins as something in it does. */
function indexStarts(compiled: readonly Compiled[]): (text: string) => readonly Compiled[] {
  const byStart = new Map<string, number[]>();
  for (const [index, { parts }] of compiled.entries()) {
    for (const start of new Set(parts[0]?.map((word) => word.slice(0, 2)))) {
      byStart.set(start, [...(byStart.get(start) ?? []), index]);
    }
  }
  return (text) => {
    const found = new Set<number>();
    for (const start of startsIn(text)) {
      for (const index of byStart.get(start) ?? []) found.add(index);
    }
    return [...found].sort((a, b) => a - b).flatMap((index) => compiled[index] ?? []);
  };
}

/** The text last looked at, which dozens of lists are about to look at again. */
let latest: { text: string; starts: ReadonlySet<string> } = { text: '', starts: new Set() };

/** Every character of a text and every two that stand beside each other. */
function startsIn(text: string): ReadonlySet<string> {
  if (latest.text === text) return latest.starts;
  const starts = new Set<string>();
  for (let i = 0; i < text.length; i++) starts.add(text.charAt(i)).add(text.slice(i, i + 2));
  latest = { text, starts };
  return starts;
}

function hitsOf(text: string, { phrase, parts }: Compiled, gap: number, most: number): Hit[] {
  const [first = [], ...rest] = parts;
  const hits: Hit[] = [];
  for (const word of first) {
    for (
      let start = text.indexOf(word);
      start !== -1 && hits.length < most;
      start = text.indexOf(word, start + 1)
    ) {
      const spans = follow(text, { start, end: start + word.length }, rest, gap);
      if (spans) hits.push({ phrase, start, end: spans.at(-1)?.end ?? start + word.length, parts: spans });
    }
  }
  return hits;
}

/** The nearest way to go on through all parts; null when one is missing. */
function follow(text: string, first: Span, rest: Compiled['parts'], gap: number): Span[] | null {
  const spans = [first];
  let { end } = first;
  for (const words of rest) {
    const next = nearest(text, end, words, gap);
    if (!next) return null;
    spans.push(next);
    end = next.end;
  }
  return spans;
}

function nearest(text: string, from: number, words: readonly string[], gap: number): Span | null {
  let best: Span | null = null;
  for (const word of words) {
    const at = text.slice(from, from + gap + word.length).indexOf(word);
    if (at !== -1 && (!best || from + at < best.start))
      best = { start: from + at, end: from + at + word.length };
  }
  return best;
}
