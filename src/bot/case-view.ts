import type { DeadlineKind } from '../config/cases-schema.js';
import type { Case } from '../domain/cases/case.js';
import { displayCaseNumber } from '../domain/understanding/index.js';
import type { CaseView } from '../handlers/turn.js';
import { type CaseTexts, loadTexts } from '../store/cases.js';
import { listRunning } from '../store/deadlines.js';
import type { Work } from './work.js';

/** First words of a report, for lists and card titles. */
export function titleOf(summary: string): string {
  const line = summary.replace(/\s+/g, ' ').trim();
  return [...line].length > 18 ? `${[...line].slice(0, 17).join('')}…` : line || '（只有照片）';
}

export async function viewCase(work: Work, c: Case): Promise<CaseView> {
  const texts = await loadTexts(work.tx, c.id);
  const deadlines = await listRunning(work.tx, c.id);
  return {
    case: c,
    summary: texts.summary,
    place: texts.place,
    onBehalfOf: texts.onBehalfOf,
    title: titleOf(texts.summary),
    deadlines: deadlines.map((d) => ({ kind: d.kind, dueAt: d.dueAt, provisional: d.provisional })),
  };
}

/** When a clock runs out, in words for a phone; 暂定 while its calendar is not published. */
export function dueText(work: Work, view: CaseView, kind: DeadlineKind): string {
  const found = view.deadlines.find((d) => d.kind === kind);
  if (!found) return '—';
  const text = work.zone.calendar.describeDue(found.dueAt, work.now);
  return found.provisional ? `${text}（暂定）` : text;
}

/** The values that replies about a case may use. */
export function valuesOf(work: Work, view: CaseView, texts?: CaseTexts): Record<string, string> {
  const c = view.case;
  const unitCode = 'unitCode' in c ? c.unitCode : 'fromUnitCode' in c ? c.fromUnitCode : null;
  return {
    number: displayCaseNumber(c.number),
    title: view.title,
    place: texts?.place ?? view.place ?? '地点未写',
    unit: unitCode ? work.zone.unitName(unitCode) : '镇中心',
    grid: work.zone.gridName(c.gridCode),
    category: work.zone.category(c.categoryCode)?.name ?? '未分类',
    due: dueText(work, view, 'resolve'),
    ackDue: dueText(work, view, 'acknowledge'),
  };
}
