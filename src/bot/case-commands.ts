import type { Case } from '../domain/cases/case.js';
import type { Command } from '../domain/cases/command.js';
import { planClocks } from '../domain/cases/deadlines.js';
import { decide } from '../domain/cases/decide.js';
import type { ClockChange, NewEvent } from '../domain/cases/decision.js';
import { type Actor, may, relationsTo } from '../domain/permission/may.js';
import { deedOf, outcomeText } from '../handlers/card-outcome.js';
import { isCardStale } from '../handlers/case-cards.js';
import type { CommandWithNote, NewNote } from '../handlers/turn.js';
import { AppError } from '../shared/errors.js';
import { lockCase, saveCase } from '../store/cases.js';
import { listRunning, saveClockPlan } from '../store/deadlines.js';
import { insertNote } from '../store/notes.js';
import { findPerson } from '../store/people.js';
import { findAlerted } from './alerted.js';
import { logEvents } from './log-events.js';
import { announce } from './notices.js';
import { settleCards, type Work } from './work.js';

function personIdOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.personId : null;
}

/** How an actor stands to a case, strongest first, for the log. */
function roleInLog(work: Work, actor: Actor, c: Case, alerted: readonly string[]): string {
  return relationsTo(actor, c, alerted, work.zone.centres)[0] ?? 'none';
}

/** Writes clocks as a decision wants them and remembers new reminders, to be armed after commit. */
export async function applyClocks(work: Work, c: Case, changes: readonly ClockChange[]): Promise<void> {
  const running = await listRunning(work.unit, c.id);
  const plan = planClocks(work.zone.planner(c.urgency), running, changes, work.now);
  work.planned.push(...(await saveClockPlan(work.unit, c.id, plan, work.now, work.ids)));
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
  insertNote(work.unit, {
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
    insertNote(work.unit, {
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
  const before = await lockCase(work.unit, caseId);
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
  saveCase(work.unit, next);
  await logEvents(work, next.id, events, { actorId, actorRole: roleInLog(work, actor, before, alerted) });
  await applyClocks(work, next, clocks);
  const deed = deedOf(events);
  // A reporter is never named to those who handle his case.
  const reported = actorId !== null && actorId === before.reporterId;
  const who = reported
    ? '反映人'
    : actorId
      ? ((await findPerson(work.unit, actorId))?.name ?? '当事人')
      : '系统';
  await settleCards(
    work,
    next.id,
    // A newer request for time takes the place of the one before it.
    (card) =>
      isCardStale(next, card) || (card.purpose === 'extension' && deed?.startsWith('extension-') === true),
    deed ?? 'changed',
    outcomeText(deed, who),
  );
}
