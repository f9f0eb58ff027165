import { type Case, isEnded } from '../domain/cases/case.js';
import { type Actor, may } from '../domain/permission/may.js';
import type { CaseDesk, CaseView } from '../handlers/turn.js';
import { AppError } from '../shared/errors.js';
import {
  findCase,
  findCaseByNumber,
  listCasesOfAssignee,
  listCasesOfReporter,
  listCasesOfUnit,
  listQueue,
  saveTexts,
} from '../store/cases.js';
import { listEvents } from '../store/events.js';
import { listNotes, listOpenQuestions } from '../store/notes.js';
import { findAlerted } from './alerted.js';
import { giveCommand } from './case-commands.js';
import { viewCase } from './case-view.js';
import { fileCase } from './file-case.js';
import { pickAssignee } from './recipients.js';
import type { Work } from './work.js';

/** Cases through the eyes of one actor. Every read asks `may`; a case he may not see is not there. */
export function createCaseDesk(work: Work, actor: Actor, conversationId: string): CaseDesk {
  const zone = work.zone.centres;
  const personId = actor.kind === 'person' ? actor.personId : null;

  const maySee = async (c: Case) =>
    may(actor, 'see-texts', { kind: 'case', case: c, alertedIds: await findAlerted(work, c.id) }, zone);

  const seen = async (cases: readonly Case[]): Promise<CaseView[]> => {
    const views: CaseView[] = [];
    for (const c of cases) if (await maySee(c)) views.push(await viewCase(work, c));
    return views;
  };
  const orNull = async (c: Case | null) => (c && (await maySee(c)) ? viewCase(work, c) : null);

  return {
    mine: async () => (personId ? seen(await listCasesOfReporter(work.unit, personId, 20)) : []),
    duties: async () => (personId ? seen(await listCasesOfAssignee(work.unit, personId)) : []),
    unitCases: async (unitCode) =>
      may(actor, 'see', { kind: 'unit-cases', unitCode }, zone)
        ? seen(await listCasesOfUnit(work.unit, unitCode))
        : [],
    queue: async () => (may(actor, 'see', { kind: 'queue' }, zone) ? seen(await listQueue(work.unit)) : []),
    byNumber: async (number) => orNull(await findCaseByNumber(work.unit, number)),
    byId: async (id) => orNull(await findCase(work.unit, id)),
    openQuestions: async () => (await listOpenQuestions(work.unit, conversationId)).map((q) => q.caseId),
    async requestedUntil(caseId) {
      const c = await findCase(work.unit, caseId);
      if (!c || !(await maySee(c))) return null;
      const asked = (await listEvents(await work.unit.tx(), caseId))
        .filter((e) => e.type === 'extension-requested')
        .at(-1);
      return asked ? new Date(String(asked.body.until)) : null;
    },
    async notes(caseId) {
      const c = await findCase(work.unit, caseId);
      if (!c || !(await maySee(c))) return [];
      const mine = c.reporterId === personId || c.filedById === personId;
      const notes = await listNotes(work.unit, caseId);
      // The reporter reads what was meant for him; the words between offices stay there.
      return mine ? notes.filter((n) => n.shared) : notes;
    },
    may: async (action, c) =>
      may(actor, action, { kind: 'case', case: c, alertedIds: await findAlerted(work, c.id) }, zone),
    file: async (draft) => viewCase(work, await fileCase(work, actor, draft)),
    act: async (caseId, command, note) =>
      viewCase(work, await giveCommand(work, actor, caseId, command, note)),
    async changeTexts(caseId, change) {
      const c = await findCase(work.unit, caseId);
      if (!c || isEnded(c) || (c.reporterId !== personId && c.filedById !== personId)) {
        throw new AppError('not-allowed', 'tell-user', 'only the reporter changes his words');
      }
      await saveTexts(work.unit, caseId, change);
    },
    async pickAssignee(unitCode, urgency) {
      const person = await pickAssignee(work, unitCode, urgency);
      return person ? { personId: person.id, name: person.name ?? '工作人员' } : null;
    },
  };
}
