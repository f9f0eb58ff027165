import type { CategoryEntry } from '../config/cases-schema.js';
import type { DepartmentEntry } from '../config/people-schema.js';
import type { Candidate } from '../handlers/case-cards.js';
import type { CaseView } from '../handlers/turn.js';
import type { Work } from './work.js';

/** More would not fit on a card beside 问一下 and 不予受理. */
const most = 4;

/**
 * Categories and units a dispatcher is offered for a case, best first: the unit that whoever returned it named,
 * then what the words suggest.
 */
export function candidatesFor(work: Work, view: CaseView, named: DepartmentEntry | null = null): Candidate[] {
  const understanding = work.zone.understand(view.summary, { role: 'resident', registeredGridCode: null });
  const codes = [view.case.categoryCode, ...understanding.categories.map((g) => g.value)].filter(
    (code): code is string => code !== null,
  );
  // With no guess at all, the dispatcher still gets two ways that always exist: the town and the catch-all.
  if (codes.length === 0) codes.push('QT01');
  const from = view.case.state === 'returned' ? view.case.fromUnitCode : null;
  const offers: Candidate[] = [];
  const offer = (category: CategoryEntry, unitCode: string) => {
    const unit = work.zone.unit(unitCode);
    // Offering the unit that has just returned it would only send it round.
    if (!unit || unitCode === from || offers.some((o) => o.unitCode === unitCode)) return;
    offers.push({ categoryCode: category.code, unitCode, label: labelOf(unit, category) });
  };
  for (const [index, code] of [...new Set(codes)].entries()) {
    const category = work.zone.category(code);
    if (!category || category.record_only) continue;
    if (index === 0 && named) offer(category, named.code);
    for (const unitCode of [category.lead, ...category.assisting]) offer(category, unitCode);
  }
  return offers.slice(0, most);
}

/** At most ten characters: the unit's short name and the matter. */
function labelOf(unit: DepartmentEntry, category: CategoryEntry): string {
  const short = unit.aliases.filter((a) => a.length >= 3).sort((a, b) => a.length - b.length)[0] ?? unit.name;
  return [...`${short.slice(0, 5)}·${category.name}`].slice(0, 10).join('');
}
