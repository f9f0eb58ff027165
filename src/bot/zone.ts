import type {
  CategoryEntry,
  ClockLimits,
  DeadlineKind,
  LadderStep,
  ServiceEntry,
  Urgency,
} from '../config/cases-schema.js';
import type { DepartmentEntry } from '../config/people-schema.js';
import type { Config } from '../config.js';
import { createWorkCalendar, parseLimit, type WorkCalendar } from '../domain/calendar/index.js';
import type { Case } from '../domain/cases/case.js';
import type { ClockPlanner } from '../domain/cases/deadlines.js';
import type { CaseRules } from '../domain/cases/decision.js';
import { createGridTree, type GridTree } from '../domain/grid/index.js';
import { createUnderstanding } from '../domain/understanding/index.js';
import type { UnderstandContext, Understanding } from '../domain/understanding/understanding.js';

/** The zone as config describes it, ready for use: calendar, grid tree, look-ups, the function that understands. */
export interface Zone {
  config: Config;
  calendar: WorkCalendar;
  grids: GridTree;
  understand(text: string, context: UnderstandContext): Understanding;
  category(code: string | null): CategoryEntry | null;
  service(id: string | null): ServiceEntry | null;
  unit(code: string): DepartmentEntry | null;
  unitName(code: string): string;
  gridName(code: string | null): string;
  /** The limits of a case's category and urgency. */
  rulesFor(c: Pick<Case, 'categoryCode' | 'urgency'>): CaseRules;
  ladder(kind: DeadlineKind, urgency: Urgency): readonly LadderStep[];
  planner(urgency: Urgency): ClockPlanner;
  centres: { townCentre: string; zoneCentre: string };
}

export function createZone(config: Config): Zone {
  const calendar = createWorkCalendar(config.calendar);
  const grids = createGridTree(config.grids, config.boundaries);
  const understand = createUnderstanding({
    grids,
    categories: config.categories,
    services: config.services,
    danger: config.danger,
    intents: config.intents,
  });
  const categories = new Map(config.categories.categories.map((c) => [c.code, c]));
  const services = new Map(config.services.map((s) => [s.id, s]));
  const units = new Map(config.departments.map((d) => [d.code, d]));
  const ladder = (kind: DeadlineKind, urgency: Urgency) =>
    (urgency === '特急' ? config.reminders.critical[kind] : undefined) ??
    config.reminders.ladders[kind] ??
    [];

  return {
    config,
    calendar,
    grids,
    understand,
    category: (code) => (code ? (categories.get(code) ?? null) : null),
    service: (id) => (id ? (services.get(id) ?? null) : null),
    unit: (code) => units.get(code) ?? null,
    unitName: (code) => units.get(code)?.name ?? code,
    gridName: (code) => (code ? (grids.find(code)?.name ?? code) : '未定'),
    rulesFor(c) {
      const category = c.categoryCode ? categories.get(c.categoryCode) : undefined;
      const limits = config.zone.limits;
      const classLimits: ClockLimits = config.categories.urgencies[c.urgency];
      // A category's own limits were written for its own urgency; a case raised by urgent_if has limits of its own.
      const own = category?.urgency === c.urgency ? category.clocks : category?.urgent_clocks;
      const clocks = { ...classLimits, ...own };
      return {
        clocks,
        check: category?.check ?? 'none',
        dispatchWithin: limits.dispatch_within,
        arbitrateWithin: limits.arbitrate_within,
        checkWithin: limits.check_within,
        rateWithin: limits.rate_within,
        extensionAnswerWithin: limits.extension_answer_within,
        supervisionAnswerWithin: limits.supervision_answer_within,
        maxTransfers: limits.max_transfers,
        restricted: category?.restricted ?? false,
      };
    },
    ladder,
    planner: (urgency) => ({ calendar, parseLimit, ladder: (kind) => ladder(kind, urgency) }),
    centres: { townCentre: config.zone.town_centre, zoneCentre: config.zone.zone_centre },
  };
}
