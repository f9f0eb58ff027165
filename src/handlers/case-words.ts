import type { DeadlineKind } from '../config/cases-schema.js';
import type { Case } from '../domain/cases/case.js';
import { displayCaseNumber } from '../domain/understanding/index.js';
import type { CaseView, Turn } from './turn.js';

/** What sentences and cards about a case are made from; a turn has it, and so has every unit of work. */
export type Wording = Pick<Turn, 'now' | 'config' | 'calendar' | 'grids'>;

/** States in the words people see. */
export const stateNames: Record<Case['state'], string> = {
  reported: '已登记，等受理',
  accepted: '已受理，等派单',
  assigned: '已派单，等签收',
  acknowledged: '已签收',
  'in-progress': '办理中',
  checking: '已办结，核查中',
  resolved: '已办结，等评价',
  returned: '退回，重新派单中',
  reopened: '重新办理',
  closed: '已结案',
  withdrawn: '已撤回',
  duplicate: '并入同一件',
  declined: '不予受理',
};

/** When a clock of the case runs out, for a phone; 暂定 while that year's calendar is not published. */
export function due(words: Wording, view: CaseView, kind: DeadlineKind): string | null {
  const found = view.deadlines.find((d) => d.kind === kind);
  if (!found) return null;
  return `${words.calendar.describeDue(found.dueAt, words.now)}${found.provisional ? '（暂定）' : ''}`;
}

export function unitName(words: Wording, code: string): string {
  return words.config.departments.find((d) => d.code === code)?.name ?? code;
}

/** The unit that holds the case, or the one that has just returned it. */
export function unitNameOf(words: Wording, c: Case): string {
  const code = 'unitCode' in c ? c.unitCode : 'fromUnitCode' in c ? c.fromUnitCode : null;
  return code ? unitName(words, code) : '镇中心';
}

export function gridName(words: Wording, c: Case): string {
  return c.gridCode ? (words.grids.find(c.gridCode)?.name ?? c.gridCode) : '未定';
}

export function categoryName(words: Wording, c: Case): string {
  return words.config.categories.categories.find((x) => x.code === c.categoryCode)?.name ?? '未分类';
}

/** Number, title, where it stands and the next date, on one line. */
export function caseLine(words: Wording, view: CaseView): string {
  const next = due(words, view, 'resolve');
  const c = view.case;
  const parts = [`${displayCaseNumber(c.number)} ${view.title}`, stateNames[c.state]];
  if ('unitCode' in c) parts.push(unitNameOf(words, c));
  if (next) parts.push(`${next}办好`);
  return parts.join('，');
}

/** What replies about a case may say. */
export function caseValues(words: Wording, view: CaseView): Record<string, string> {
  const c = view.case;
  return {
    number: displayCaseNumber(c.number),
    title: view.title,
    place: view.place ?? '地点未写',
    state: stateNames[c.state],
    unit: unitNameOf(words, c),
    grid: gridName(words, c),
    category: categoryName(words, c),
    due: due(words, view, 'resolve') ?? '尽快',
    ackDue: due(words, view, 'acknowledge') ?? '尽快',
    arbitrateDue: due(words, view, 'arbitrate') ?? '尽快',
    line: caseLine(words, view),
  };
}
