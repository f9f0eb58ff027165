import type { CategoriesConfig, Urgency } from '../../config/cases-schema.js';
import { compilePhrases } from './phrases.js';
import type { Guess, Intent } from './understanding.js';

/** Intents that open a matter; a question about one or thanks for it are not urgent, whatever it is about. */
const opensMatter: ReadonlySet<Intent> = new Set(['report', 'emergency', 'supplement']);

/**
 * Urgency of the category, raised by the words it names. 特急 comes from danger alone: it wakes people, so a category
 * that is 特急 by nature counts as 紧急 until somebody says that it happens now.
 */
export function createUrgencyReader({ categories }: CategoriesConfig) {
  const byCode = new Map(
    categories.map((c) => [c.code, { urgency: c.urgency, urgentIf: compilePhrases(c.urgent_if, 12) }]),
  );

  return (
    text: string,
    danger: Guess<string> | null,
    intent: Intent,
    categoryCode: string | null,
  ): Guess<Urgency> => {
    if (danger) return { value: '特急', score: danger.score, because: danger.because };
    const category = categoryCode === null ? undefined : byCode.get(categoryCode);
    if (!category || !opensMatter.has(intent)) return { value: '一般', score: 0.5, because: [] };
    const raised = category.urgentIf.find(text);
    if (raised) return { value: '紧急', score: 0.7, because: [raised.phrase] };
    return { value: category.urgency === '一般' ? '一般' : '紧急', score: 0.6, because: [] };
  };
}
