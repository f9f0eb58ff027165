import { caseValues } from './case-words.js';
import { findUnit } from './officer-words.js';
import type { CaseView, Turn } from './turn.js';

/** “派给市场监管”: the unit is named; the category is named, guessed from the case, or kept. */
export async function assignByWords(turn: Turn, view: CaseView, words: string): Promise<void> {
  const unit = findUnit(turn.config.departments, words);
  if (!unit) {
    turn.say('dispatch.which-unit', caseValues(turn, view));
    return;
  }
  const { categories } = turn.config.categories;
  const named = categories.find((c) => words.includes(c.code) || words.includes(c.name));
  const guessed = turn.candidates(view).find((c) => c.unitCode === unit.code)?.categoryCode;
  const own = categories.find((c) => c.lead === unit.code && c.urgency !== '特急');
  await assignTo(
    turn,
    view,
    unit.code,
    named?.code ?? guessed ?? view.case.categoryCode ?? own?.code ?? 'QT01',
  );
}

export async function assignTo(
  turn: Turn,
  view: CaseView,
  unitCode: string,
  categoryCode: string,
): Promise<void> {
  const gridCode = view.case.gridCode;
  if (!gridCode) {
    // Every case carries a grid; the dispatcher names it, or the whole town when it is nowhere in particular.
    turn.say('dispatch.which-grid', caseValues(turn, view));
    turn.dialog = { ...turn.dialog, pendingAssign: { caseId: view.case.id, unitCode, categoryCode } };
    return;
  }
  const officer = await turn.cases.pickAssignee(unitCode, view.case.urgency);
  const unit = turn.config.departments.find((d) => d.code === unitCode);
  if (!officer || !unit) {
    turn.say('officer.unit-empty', { unit: unit?.name ?? unitCode });
    return;
  }
  const done = await turn.cases.act(view.case.id, {
    type: 'assign',
    unitCode,
    assigneeId: officer.personId,
    categoryCode,
    gridCode,
  });
  turn.say('dispatch.assigned', { ...caseValues(turn, done), name: officer.name });
}

/** Most names offered at once when several grids are called alike. */
const namesShown = 6;

/** “网格 锦河花苑一网格”: the place is settled, and what waited for it goes on. */
export async function locateCase(turn: Turn, view: CaseView, words: string): Promise<void> {
  const codes = turn.placesIn(words);
  const wholeTown = /全镇|河山镇|不限|全区/.test(words)
    ? turn.config.grids.find((g) => g.level === 2)?.code
    : undefined;
  const code = codes.length === 1 ? codes[0] : wholeTown;
  if (!code) {
    const names = codes.slice(0, namesShown).map((c) => turn.grids.find(c)?.name ?? c);
    turn.say(names.length > 1 ? 'dispatch.grid-several' : 'dispatch.grid-unknown', {
      names: names.join('、'),
    });
    return;
  }
  const located = await turn.cases.act(view.case.id, { type: 'locate', gridCode: code });
  const pending = turn.dialog.pendingAssign;
  if (pending?.caseId === view.case.id) {
    turn.dialog = { ...turn.dialog, pendingAssign: null };
    await assignTo(turn, located, pending.unitCode, pending.categoryCode);
    return;
  }
  turn.say('dispatch.located', caseValues(turn, located));
}
