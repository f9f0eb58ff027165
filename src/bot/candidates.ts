import type { CaseView } from '../handlers/turn.js';
import type { Work } from './work.js';

/** Categories and their lead units a dispatcher is offered for a case, best first, at most four. */
export function candidatesFor(
  work: Work,
  view: CaseView,
): { categoryCode: string; unitCode: string }[] {
  const understanding = work.zone.understand(view.summary, { role: 'resident', registeredGridCode: null });
  const codes = [view.case.categoryCode, ...understanding.categories.map((g) => g.value)].filter(
    (code): code is string => code !== null,
  );
  // With no guess at all, the dispatcher still gets two ways that always exist: the town and the catch-all.
  if (codes.length === 0) codes.push('QT01');
  const from = view.case.state === 'returned' ? view.case.fromUnitCode : null;
  const offers: { categoryCode: string; unitCode: string }[] = [];
  for (const code of [...new Set(codes)]) {
    const category = work.zone.category(code);
    if (!category || category.record_only) continue;
    for (const unitCode of [category.lead, ...category.assisting]) {
      // Offering the unit that has just returned it would only send it round.
      if (unitCode !== from && !offers.some((o) => o.unitCode === unitCode)) offers.push({ categoryCode: code, unitCode });
    }
  }
  return offers.slice(0, 4);
}
