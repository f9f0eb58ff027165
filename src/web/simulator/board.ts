import { titleOf } from '../../bot/case-view.js';
import type { Engine } from '../../bot/engine.js';
import { eventNames, roleNames } from '../../bot/history.js';
import { ownerOf } from '../../domain/cases/case.js';
import { displayCaseNumber, parseCaseNumber } from '../../domain/understanding/index.js';
import { stateNames } from '../../handlers/case-words.js';
import { AppError } from '../../shared/errors.js';
import { findCaseByNumber, listNewestCases, loadTexts } from '../../store/cases.js';
import { listRunningOf } from '../../store/deadlines.js';
import { listEvents } from '../../store/events.js';
import { isoLocal } from './messages.js';

/** The demo's view of all cases. Demo people are invented: this is the only read that asks nobody's permission. */
export async function listBoard(engine: Engine): Promise<Record<string, unknown>[]> {
  return engine.units.run(async (unit) => {
    const tx = await unit.tx();
    const cases = await listNewestCases(tx, 50);
    const deadlines = await listRunningOf(
      tx,
      cases.map((c) => c.id),
    );
    const rows: Record<string, unknown>[] = [];
    for (const c of cases) {
      const owner = ownerOf(c);
      const dues = Object.fromEntries(
        deadlines
          .filter((d) => d.caseId === c.id)
          .map((d) => [d.kind === 'first-contact' ? 'firstContact' : d.kind, isoLocal(d.dueAt, engine)]),
      );
      const officer = owner
        ? (await tx.personProfile.findUnique({ where: { personId: owner.assigneeId } }))?.name
        : null;
      rows.push({
        number: displayCaseNumber(c.number),
        title: titleOf((await loadTexts(unit, c.id)).summary),
        kind: c.kind,
        state: c.state,
        stateName: stateNames[c.state],
        category: c.categoryCode,
        categoryName: engine.zone.category(c.categoryCode)?.name ?? null,
        grid: c.gridCode,
        gridName: engine.zone.gridName(c.gridCode),
        unit: owner ? engine.zone.unitName(owner.unitCode) : null,
        officer: officer ?? null,
        urgency: c.urgency,
        queueReason: c.state === 'reported' || c.state === 'accepted' ? c.queueReason : null,
        reportedAt: isoLocal(c.reportedAt, engine),
        dueAt: dues,
        supervised: c.supervisedAt !== null,
        escalation: c.escalation,
      });
    }
    return rows;
  });
}

export async function listSteps(engine: Engine, number: string): Promise<Record<string, unknown>[]> {
  const digits = parseCaseNumber(number);
  return engine.units.run(async (unit) => {
    const c = digits ? await findCaseByNumber(unit, digits) : null;
    if (!c) throw new AppError('case-unknown', 'tell-user', `没有编号 ${number} 的件`);
    const events = await listEvents(await unit.tx(), c.id);
    return events.map((e) => ({
      n: e.n,
      type: e.type,
      typeName: eventNames[e.type] ?? e.type,
      actorRole: roleNames[e.actorRole] ?? e.actorRole,
      at: isoLocal(e.at, engine),
      body: e.body,
    }));
  });
}
