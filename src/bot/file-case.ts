import type { Case, CaseBase, QueueReason } from '../domain/cases/case.js';
import type { Command } from '../domain/cases/command.js';
import { decide } from '../domain/cases/decide.js';
import type { NewEvent } from '../domain/cases/decision.js';
import type { Actor } from '../domain/permission/may.js';
import { formatCaseNumber, parseCaseNumber } from '../domain/understanding/index.js';
import type { NewCase } from '../handlers/turn.js';
import { AppError } from '../shared/errors.js';
import { insertCase, nextCaseSequence, saveCase } from '../store/cases.js';
import { listPostHolders } from '../store/people.js';
import { raiseAlert } from './alerts.js';
import { applyClocks, writeNote } from './case-commands.js';
import { logEvents } from './log-events.js';
import { announce } from './notices.js';
import { findOnDuty, pickAssignee } from './recipients.js';
import type { Work } from './work.js';

/** Opens a case and sends it on its way: to the unit that config names, or to the dispatcher with a reason. */
export async function fileCase(work: Work, actor: Actor, draft: NewCase): Promise<Case> {
  const author = actor.kind === 'person' ? actor.personId : null;
  // An emergency is not kept waiting for its place: until it is known the whole town is its grid.
  const gridCode = draft.gridCode ?? (draft.kind === 'emergency' ? townGrid(work) : null);
  const category = work.zone.category(draft.categoryCode);
  const base: CaseBase = {
    id: work.ids.next(),
    number: caseNumber(await nextCaseSequence(work.unit)),
    kind: draft.kind,
    categoryCode: category ? draft.categoryCode : null,
    gridCode,
    urgency: draft.urgency,
    reporterId: draft.handledOnTheSpot ? null : author,
    filedById: author,
    anonymous: draft.anonymous,
    restricted: category?.restricted ?? false,
    escalation: 0,
    supervisedAt: null,
    hops: 0,
    pressCount: 0,
    reopenCount: 0,
    revision: 0,
    reportedAt: work.now,
    stateSince: work.now,
  };
  const reported: NewEvent = {
    type: 'case-reported',
    body: {
      kind: draft.kind,
      category: base.categoryCode,
      grid: gridCode,
      urgency: draft.urgency,
      forOther: draft.onBehalfOf !== null,
    },
  };
  const texts = {
    summary: draft.summary,
    place: draft.place,
    latitude: draft.latitude,
    longitude: draft.longitude,
    onBehalfOf: draft.onBehalfOf,
  };

  if (draft.handledOnTheSpot && author) {
    const unitCode = work.zone.centres.townCentre;
    const closed: Case = {
      ...base,
      state: 'closed',
      how: 'handled-on-the-spot',
      owner: { unitCode, assigneeId: author },
      score: null,
      closedAt: work.now,
    };
    insertCase(work.unit, closed, texts);
    await writeNote(work, base.id, author, {
      kind: 'report',
      text: draft.summary,
      mediaIds: draft.mediaIds,
      shared: true,
    });
    const body = { how: 'handled-on-the-spot' };
    const done: NewEvent[] = [
      { type: 'case-accepted', body },
      { type: 'case-resolved', body },
      { type: 'check-passed', body, byRule: true },
      { type: 'case-closed', body, byRule: true },
    ];
    await logEvents(work, base.id, [reported, ...done], { actorId: author, actorRole: 'filer' });
    return closed;
  }

  const owner = await findFirstOwner(work, draft);
  const first: Case = { ...base, state: 'reported', queueReason: owner.reason };
  insertCase(work.unit, first, texts);
  await writeNote(work, base.id, author, {
    kind: 'report',
    text: draft.summary,
    mediaIds: draft.mediaIds,
    shared: true,
  });
  await logEvents(work, base.id, [reported], { actorId: author, actorRole: 'reporter' });

  if (!owner.assigneeId || !owner.categoryCode || !gridCode) {
    const rules = work.zone.rulesFor(first);
    await applyClocks(work, first, [{ op: 'start', kind: 'dispatch', span: rules.dispatchWithin }]);
    await announce(work, first, first, [reported], author);
    return first;
  }
  const command: Command = {
    type: 'assign',
    unitCode: owner.unitCode,
    assigneeId: owner.assigneeId,
    categoryCode: owner.categoryCode,
    gridCode,
  };
  const decision = decide(
    first,
    command,
    work.now,
    work.zone.rulesFor({ ...first, categoryCode: owner.categoryCode }),
  );
  saveCase(work.unit, decision.next);
  await logEvents(work, base.id, decision.events, { actorId: null, actorRole: 'system' });
  await applyClocks(work, decision.next, decision.clocks);
  await announce(work, first, decision.next, decision.events, author);
  if (draft.kind === 'emergency') await raiseAlert(work, decision.next, author);
  return decision.next;
}

/** The grid of level 2: the whole town. */
function townGrid(work: Work): string | null {
  return work.zone.config.grids.find((g) => g.level === 2)?.code ?? null;
}

interface FirstOwner {
  unitCode: string;
  assigneeId: string | null;
  categoryCode: string | null;
  reason: QueueReason;
}

/** Where config sends a new case. Without an assignee it waits for a dispatcher, for the given reason. */
async function findFirstOwner(work: Work, draft: NewCase): Promise<FirstOwner> {
  const town = work.zone.centres.townCentre;
  const category = work.zone.category(draft.categoryCode);
  const waiting = (reason: FirstOwner['reason']): FirstOwner => ({
    unitCode: town,
    assigneeId: null,
    categoryCode: draft.categoryCode,
    reason,
  });
  if (draft.queueReason) return waiting(draft.queueReason);
  switch (draft.kind) {
    case 'emergency': {
      // Danger waits for nobody's routing: the town centre's duty list takes it, wherever it is.
      const duty = await findOnDuty(work, town);
      return {
        unitCode: town,
        assigneeId: duty[0]?.person.id ?? null,
        categoryCode: draft.categoryCode,
        reason: 'no-officer',
      };
    }
    case 'consult':
      return waiting('consult-unanswered');
    case 'proxy-request': {
      if (!draft.gridCode) return waiting('grid-unsure');
      const workers = await listPostHolders(work.unit, { gridCode: draft.gridCode, roles: ['网格员'] });
      if (!draft.categoryCode) return waiting('category-unsure');
      return {
        unitCode: town,
        assigneeId: workers[0]?.id ?? null,
        categoryCode: draft.categoryCode,
        reason: 'no-officer',
      };
    }
    case 'matter': {
      if (!category) return waiting(draft.gridCode ? 'category-unsure' : 'category-and-grid-unsure');
      if (!draft.gridCode) return waiting('grid-unsure');
      const officer = await pickAssignee(work, category.lead, draft.urgency);
      return {
        unitCode: category.lead,
        assigneeId: officer?.id ?? null,
        categoryCode: category.code,
        reason: 'no-officer',
      };
    }
  }
}

function caseNumber(sequence: number): string {
  const digits = parseCaseNumber(formatCaseNumber(sequence));
  if (!digits) throw new AppError('case-number', 'give-up', `no case number for ${sequence}`);
  return digits;
}
