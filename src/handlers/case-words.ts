import type { Case } from '../domain/cases/case.js';
import type { DeadlineKind } from '../config/cases-schema.js';
import { displayCaseNumber } from '../domain/understanding/index.js';
import type { CaseView, Turn } from './turn.js';

/** States in the words people see. */
export const stateNames: Record<Case['state'], string> = {
  reported: '已登记，等受理',
  accepted: '已受理，等派单',
  assigned: '已派单，等签收',
  acknowledged: '已签收',
  'in-progress': '办理中',
  checking: '已办结，核查中',
  resolved: '已办结，等你评价',
  returned: '退回，重新派单中',
  reopened: '重新办理',
  closed: '已结案',
  withdrawn: '已撤回',
  duplicate: '并入同一件',
  declined: '不予受理',
};

/** When a clock of the case runs out, for a phone; 暂定 while that year's calendar is not published. */
export function due(turn: Turn, view: CaseView, kind: DeadlineKind): string | null {
  const found = view.deadlines.find((d) => d.kind === kind);
  if (!found) return null;
  return `${turn.calendar.describeDue(found.dueAt, turn.now)}${found.provisional ? '（暂定）' : ''}`;
}

export function unitNameOf(turn: Turn, c: Case): string {
  const code = 'unitCode' in c ? c.unitCode : null;
  return turn.config.departments.find((d) => d.code === code)?.name ?? '镇网格中心';
}

/** Number, title, where it stands and the next date, on one line. */
export function caseLine(turn: Turn, view: CaseView): string {
  const next = due(turn, view, 'resolve');
  const c = view.case;
  const parts = [`${displayCaseNumber(c.number)} ${view.title}`, stateNames[c.state]];
  if ('unitCode' in c) parts.push(unitNameOf(turn, c));
  if (next) parts.push(`${next}办好`);
  return parts.join('，');
}

/** What replies about a case may say. */
export function caseValues(turn: Turn, view: CaseView): Record<string, string> {
  return {
    number: displayCaseNumber(view.case.number),
    title: view.title,
    place: view.place ?? '地点未写',
    state: stateNames[view.case.state],
    unit: unitNameOf(turn, view.case),
    due: due(turn, view, 'resolve') ?? '尽快',
    ackDue: due(turn, view, 'acknowledge') ?? '尽快',
    line: caseLine(turn, view),
  };
}
