import type { Case } from '../domain/cases/case.js';
import type { Wording } from '../handlers/case-words.js';
import type { CaseView } from '../handlers/turn.js';
import { loadTexts } from '../store/cases.js';
import { listRunning } from '../store/deadlines.js';
import type { Work } from './work.js';

/** First words of a report, for lists and card titles. */
export function titleOf(summary: string): string {
  const line = summary.replace(/\s+/g, ' ').trim();
  return [...line].length > 18 ? `${[...line].slice(0, 17).join('')}…` : line || '（只有照片）';
}

export async function viewCase(work: Work, c: Case): Promise<CaseView> {
  const texts = await loadTexts(work.unit, c.id);
  const deadlines = await listRunning(work.unit, c.id);
  return {
    case: c,
    summary: texts.summary,
    place: texts.place,
    onBehalfOf: texts.onBehalfOf,
    title: titleOf(texts.summary),
    deadlines: deadlines.map((d) => ({ kind: d.kind, dueAt: d.dueAt, provisional: d.provisional })),
  };
}

/** What the sentences and cards of this unit of work are made from. */
export function wordingOf(work: Work): Wording {
  const { config, calendar, grids } = work.zone;
  return { now: work.now, config, calendar, grids };
}
