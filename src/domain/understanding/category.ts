import type { CategoriesConfig } from '../../config/cases-schema.js';
import { compilePhrases, type Hit } from './phrases.js';
import type { Guess } from './understanding.js';

/** Two parts of a keyword stand this close (characters). */
const gap = 12;

/** One strong word of three characters, or two plain ones of two, is enough to route by. */
const sureFrom = 2;
/** Categories within this part of the best one are rivals. */
const rivalPart = 0.75;

export interface CategoryReading {
  guesses: Guess<string>[];
  /** The best one when it is sure enough to route by. */
  sure: string | null;
}

export type CategoryReader = (text: string) => CategoryReading;

/** Finds categories by keywords in normalised text. */
export function createCategoryReader({ categories }: CategoriesConfig): CategoryReader {
  const compiled = categories.map((c) => ({
    code: c.code,
    lead: c.lead,
    field: c.field,
    strong: new Set(c.strong),
    phrases: compilePhrases([...new Set([...c.strong, ...c.keywords])], gap),
  }));

  return (text) => {
    const scored = compiled
      .map((c) => {
        const hits = outermost(c.phrases.findAll(text));
        const words = [...new Set(hits.map((h) => h.phrase))];
        const points = words.reduce((sum, word) => sum + (c.strong.has(word) ? 2 : 1) * weightOf(word), 0);
        return { category: c, points, words };
      })
      .filter((s) => s.points > 0)
      .sort((a, b) => b.points - a.points);

    const best = scored[0];
    const rivals = best ? scored.filter((s) => s.points >= best.points * rivalPart) : [];
    // Rivals of one department (and field) go to the same desk: whichever is taken, nobody waits longer for it.
    const sameDesk = rivals.every((r) => r.category.lead === best?.category.lead);
    return {
      guesses: scored.map((s) => ({
        value: s.category.code,
        score: s.points / (s.points + 1),
        because: s.words,
      })),
      sure: best && best.points >= sureFrom && sameDesk ? best.category.code : null,
    };
  };
}

/** Longer words are rarer, so they say more; a single character says little. */
function weightOf(word: string): number {
  return Math.min(Math.max(word.replaceAll('..', '').length / 2, 0.5), 2.5);
}

/** 垃圾 within 垃圾桶 is not a second sign. */
function outermost(hits: Hit[]): Hit[] {
  return hits.filter(
    (h) =>
      !hits.some((o) => o !== h && o.start <= h.start && h.end <= o.end && o.end - o.start > h.end - h.start),
  );
}
