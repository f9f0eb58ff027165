import type { Case, CaseBase, QueueReason } from '../domain/cases/case.js';
import type { Command } from '../domain/cases/command.js';
import { planClocks } from '../domain/cases/deadlines.js';
import { type ClockChange, decide, type NewEvent } from '../domain/cases/decide.js';
import { type Actor, may, relationsTo } from '../domain/permission/may.js';
import { formatCaseNumber, parseCaseNumber } from '../domain/understanding/index.js';
import type { CommandWithNote, NewCase, NewNote } from '../handlers/turn.js';
import { AppError } from '../shared/errors.js';
import { insertCase, lockCase, nextCaseSequence, saveCase } from '../store/cases.js';
import { listRunning, saveClockPlan } from '../store/deadlines.js';
import { insertNote } from '../store/notes.js';
import { findPerson, listPostHolders } from '../store/people.js';
import { deedOf, outcomeText } from '../handlers/card-outcome.js';
import { isCardStale } from '../handlers/case-cards.js';
import { findAlerted } from './alerted.js';
import { raiseAlert } from './alerts.js';
import { logEvents } from './log-events.js';
import { announce } from './notices.js';
import { findOnDuty, pickAssignee } from './recipients.js';
import { settleCards, type Work } from './work.js';

function personIdOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.personId : null;
}

/** How an actor stands to a case, strongest first, for the log. */
function roleInLog(work: Work, actor: Actor, c: Case, alerted: readonly string[]): string {
  return relationsTo(actor, c, alerted, work.zone.centres)[0] ?? 'none';
}

/** Writes clocks as a decision wants them and remembers new reminders, to be armed after commit. */
async function applyClocks(work: Work, c: Case, changes: readonly ClockChange[]): Promise<void> {
  const running = await listRunning(work.tx, c.id);
  const plan = planClocks(work.zone.planner(c.urgency), running, changes, work.now);
  work.planned.push(...(await saveClockPlan(work.tx, c.id, plan, work.now, work.ids)));
}

/** Stores a note: the text with its first picture in one row, further pictures in rows of their own. */
export async function writeNote(
  work: Work,
  caseId: string,
  authorId: string | null,
  note: NewNote | { kind: 'report'; text: string | null; mediaIds?: readonly string[]; shared: boolean },
): Promise<string> {
  const first = work.ids.next();
  const media = note.mediaIds ?? [];
  await insertNote(work.tx, {
    id: first,
    caseId,
    authorId,
    kind: note.kind,
    text: note.text,
    mediaId: media[0] ?? null,
    shared: note.shared,
    at: work.now,
  });
  for (const mediaId of media.slice(1)) {
    await insertNote(work.tx, {
      id: work.ids.next(),
      caseId,
      authorId,
      kind: note.kind,
      text: null,
      mediaId,
      shared: note.shared,
      at: work.now,
    });
  }
  return first;
}

/**
 * Gives a command to a case: permission, decision, then case, events, clocks, cards and notices in this one
 * transaction. Throws `not-allowed` or what `decide` throws.
 */
export async function giveCommand(
  work: Work,
  actor: Actor,
  caseId: string,
  command: CommandWithNote,
  note?: NewNote,
): Promise<Case> {
  const before = await lockCase(work.tx, caseId);
  const alerted = await findAlerted(work, caseId);
  if (!may(actor, command.type, { kind: 'case', case: before, alertedIds: alerted }, work.zone.centres)) {
    throw new AppError('not-allowed', 'tell-user', `${command.type} on case ${before.number}`);
  }
  const authorId = personIdOf(actor);
  const noteId = note ? await writeNote(work, caseId, authorId, note) : null;
  const full = { ...command, noteId } as Command;
  const decision = decide(before, full, work.now, work.zone.rulesFor(rulesKey(before, full)));
  await record(work, actor, before, decision.next, decision.events, decision.clocks, alerted);
  await announce(work, before, decision.next, decision.events, authorId);
  return decision.next;
}

/** Clocks follow the category that the command gives, not the one the case had. */
function rulesKey(before: Case, command: Command): Pick<Case, 'categoryCode' | 'urgency'> {
  return command.type === 'assign' ? { categoryCode: command.categoryCode, urgency: before.urgency } : before;
}

async function record(
  work: Work,
  actor: Actor,
  before: Case,
  next: Case,
  events: readonly NewEvent[],
  clocks: readonly ClockChange[],
  alerted: readonly string[],
): Promise<void> {
  const actorId = personIdOf(actor);
  await saveCase(work.tx, next);
  await logEvents(work, next.id, events, { actorId, actorRole: roleInLog(work, actor, before, alerted) });
  await applyClocks(work, next, clocks);
  const deed = deedOf(events);
  // A reporter is never named to those who handle his case.
  const reported = actorId !== null && actorId === before.reporterId;
  const who = reported ? '反映人' : actorId ? ((await findPerson(work.tx, actorId))?.name ?? '当事人') : '系统';
  await settleCards(
    work,
    next.id,
    // A newer request for time takes the place of the one before it.
    (card) => isCardStale(next, card) || (card.purpose === 'extension' && deed?.startsWith('extension-') === true),
    deed ?? 'changed',
    outcomeText(deed, who),
  );
}

/** Opens a case and sends it on its way: to the unit that config names, or to the dispatcher with a reason. */
export async function fileCase(work: Work, actor: Actor, draft: NewCase): Promise<Case> {
  const author = personIdOf(actor);
  // An emergency is not kept waiting for its place: until it is known the whole town is its grid.
  const gridCode = draft.gridCode ?? (draft.kind === 'emergency' ? townGrid(work) : null);
  const category = work.zone.category(draft.categoryCode);
  const base: CaseBase = {
    id: work.ids.next(),
    number: caseNumber(await nextCaseSequence(work.tx)),
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
    body: { kind: draft.kind, category: base.categoryCode, grid: gridCode, urgency: draft.urgency, forOther: draft.onBehalfOf !== null },
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
    await insertCase(work.tx, closed, texts);
    await writeNote(work, base.id, author, { kind: 'report', text: draft.summary, mediaIds: draft.mediaIds, shared: true });
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
  await insertCase(work.tx, first, texts);
  await writeNote(work, base.id, author, { kind: 'report', text: draft.summary, mediaIds: draft.mediaIds, shared: true });
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
  const decision = decide(first, command, work.now, work.zone.rulesFor({ ...first, categoryCode: owner.categoryCode }));
  await saveCase(work.tx, decision.next);
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
      return { unitCode: town, assigneeId: duty[0]?.person.id ?? null, categoryCode: draft.categoryCode, reason: 'no-officer' };
    }
    case 'consult':
      return waiting('consult-unanswered');
    case 'proxy-request': {
      if (!draft.gridCode) return waiting('grid-unsure');
      const workers = await listPostHolders(work.tx, { gridCode: draft.gridCode, roles: ['网格员'] });
      if (!draft.categoryCode) return waiting('category-unsure');
      return { unitCode: town, assigneeId: workers[0]?.id ?? null, categoryCode: draft.categoryCode, reason: 'no-officer' };
    }
    case 'matter': {
      if (!category) return waiting(draft.gridCode ? 'category-unsure' : 'category-and-grid-unsure');
      if (!draft.gridCode) return waiting('grid-unsure');
      const officer = await pickAssignee(work, category.lead, draft.urgency);
      return { unitCode: category.lead, assigneeId: officer?.id ?? null, categoryCode: category.code, reason: 'no-officer' };
    }
  }
}

function caseNumber(sequence: number): string {
  const digits = parseCaseNumber(formatCaseNumber(sequence));
  if (!digits) throw new AppError('case-number', 'give-up', `no case number for ${sequence}`);
  return digits;
}
