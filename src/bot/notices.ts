import { type Case, ownerOf } from '../domain/cases/case.js';
import type { NewEvent } from '../domain/cases/decision.js';
import { checkCard, extensionCard, rateCard, taskCard } from '../handlers/case-cards.js';
import { caseValues } from '../handlers/case-words.js';
import type { CaseView } from '../handlers/turn.js';
import { findNote, listNotes } from '../store/notes.js';
import { findPerson } from '../store/people.js';
import { alertGridWorker, listInvolved } from './alerts.js';
import { viewCase, wordingOf } from './case-view.js';
import { sendNotePicture, sendPictures } from './note-pictures.js';
import { findAudience, findOnDuty } from './recipients.js';
import { showToDispatcher, tellDispatcher } from './tell-dispatcher.js';
import { type Letter, sayTo, showTo, type Work } from './work.js';

/** Tells everybody whom a change of a case concerns, except the person who made it: his answer is the handler's. */
export async function announce(
  work: Work,
  before: Case,
  after: Case,
  events: readonly NewEvent[],
  actorId: string | null,
): Promise<void> {
  const view = await viewCase(work, after);
  for (const event of events) {
    // 签收 that only comes along with a further step is told by that step.
    if (event.type === 'case-acknowledged' && events.length > 1) continue;
    await announceEvent(work, before, view, event, actorId);
  }
}

async function announceEvent(
  work: Work,
  before: Case,
  view: CaseView,
  event: NewEvent,
  actorId: string | null,
): Promise<void> {
  const c = view.case;
  const values = caseValues(wordingOf(work), view);
  const owner = ownerOf(c);
  const lane = c.urgency === '特急' ? 'danger' : 'notice';
  const letter = (personId: string): Letter => ({ personId, caseId: c.id, lane });

  /** Who is told as the reporter: himself, or the one who filed for somebody else. */
  const reporterId = c.reporterId ?? c.filedById;
  const toReporter = async (key: string, more: Record<string, string> = {}) => {
    if (reporterId && reporterId !== actorId)
      await sayTo(work, letter(reporterId), key, { ...values, ...more });
  };
  const toOwner = async (key: string, more: Record<string, string> = {}) => {
    if (owner && owner.assigneeId !== actorId)
      await sayTo(work, letter(owner.assigneeId), key, { ...values, ...more });
  };
  const noteText = async () => {
    const id = event.body.note;
    const note = typeof id === 'string' ? await findNote(work.unit, id) : null;
    return note?.text ?? null;
  };
  const actorName = async () => {
    const person = actorId ? await findPerson(work.unit, actorId) : null;
    return person?.name ?? '工作人员';
  };

  switch (event.type) {
    case 'case-reported':
      if (c.state === 'reported') await showToDispatcher(work, view, actorId);
      return;
    case 'case-assigned':
    case 'case-transferred': {
      if (c.kind === 'emergency' && before.state === 'reported') return;
      if (owner && owner.assigneeId !== actorId) {
        await showTo(work, letter(owner.assigneeId), taskCard(wordingOf(work), view), c.revision);
        await sendPictures(work, letter(owner.assigneeId), c.id, ['report', 'addition']);
      }
      // At the first, automatic assignment the reporter's receipt says all this already.
      if (before.state !== 'reported' || actorId !== reporterId) await toReporter('notice.reporter-assigned');
      return;
    }
    case 'case-acknowledged':
      await toReporter(c.kind === 'emergency' ? 'notice.reporter-coming' : 'notice.reporter-acknowledged', {
        name: await actorName(),
      });
      return;
    case 'reporter-contacted':
    case 'progress-reported': {
      const progress = await noteText();
      // Whoever was phoned knows what was said.
      if (progress && event.type === 'progress-reported')
        await toReporter('notice.reporter-progress', { progress });
      if (event.type === 'progress-reported' && reporterId)
        await sendNotePicture(work, letter(reporterId), event);
      if (!before.supervisedAt || !progress) return;
      for (const person of await findAudience(work, c, 'zone-centre')) {
        if (person.id !== actorId)
          await sayTo(work, letter(person.id), 'notice.zone-answer', { ...values, progress });
      }
      return;
    }
    case 'case-returned':
      await showToDispatcher(work, view, actorId, await noteText());
      await toReporter('notice.reporter-returned');
      return;
    case 'reporter-asked':
      await toReporter('notice.reporter-asked', { question: (await noteText()) ?? '' });
      return;
    case 'question-answered':
      await toReporter('notice.reporter-reply', { answer: (await noteText()) ?? '' });
      return;
    case 'reporter-answered':
      await toOwner('notice.officer-answer', { answer: (await noteText()) ?? '（发来照片或语音）' });
      if (owner) await sendNotePicture(work, letter(owner.assigneeId), event);
      if (!owner)
        await tellDispatcher(
          work,
          view,
          'notice.officer-answer',
          { answer: (await noteText()) ?? '（发来照片或语音）' },
          actorId,
        );
      return;
    case 'details-added': {
      const addition = (await noteText()) ?? '（发来照片或语音）';
      for (const personId of await listInvolved(work, c)) {
        if (personId === actorId) continue;
        await sayTo(work, letter(personId), 'notice.officer-added', { ...values, addition });
        await sendNotePicture(work, letter(personId), event);
      }
      return;
    }
    case 'case-located':
      await alertGridWorker(work, c, reporterId);
      return;
    case 'extension-requested': {
      const until = new Date(String(event.body.until));
      const reason = (await noteText()) ?? '未写';
      for (const head of await findAudience(work, c, 'superior')) {
        if (head.id !== actorId)
          await showTo(
            work,
            letter(head.id),
            extensionCard(wordingOf(work), view, until, reason),
            c.revision,
          );
      }
      return;
    }
    case 'extension-granted':
      await toOwner('notice.officer-extended');
      await toReporter('notice.reporter-extended');
      return;
    case 'extension-refused':
      await toOwner('notice.officer-not-extended');
      return;
    case 'case-resolved':
      if (c.state === 'checking') {
        const result = await noteText();
        for (const { person } of (await findOnDuty(work, work.zone.centres.townCentre)).slice(0, 1)) {
          await showTo(work, letter(person.id), checkCard(wordingOf(work), view, result), c.revision);
          await sendPictures(work, letter(person.id), c.id, ['result']);
        }
        await toReporter('notice.reporter-checking');
      }
      return;
    case 'check-passed':
      if (c.state === 'resolved' && reporterId) {
        const notes = await listNotes(work.unit, c.id);
        const result = notes.filter((n) => n.kind === 'result' && n.text).at(-1)?.text ?? null;
        await sendPictures(
          work,
          letter(reporterId),
          c.id,
          ['result'],
          notes.filter((n) => n.kind === 'result').at(-1)?.at,
        );
        await showTo(work, letter(reporterId), rateCard(wordingOf(work), view, result), c.revision);
      }
      return;
    case 'check-failed':
    case 'case-reopened': {
      const reason = (await noteText()) ?? '未写';
      if (owner && owner.assigneeId !== actorId) {
        await sayTo(
          work,
          letter(owner.assigneeId),
          event.type === 'check-failed' ? 'notice.officer-check-failed' : 'notice.officer-reopened',
          {
            ...values,
            reason,
          },
        );
        await showTo(work, letter(owner.assigneeId), taskCard(wordingOf(work), view), c.revision);
      }
      if (c.state === 'accepted') await showToDispatcher(work, view, actorId);
      if (event.type === 'check-failed') await toReporter('notice.reporter-check-failed');
      return;
    }
    case 'case-closed':
      if (event.body.how === 'rated') await toOwner('notice.officer-closed');
      if (event.body.how === 'no-answer') await toReporter('notice.reporter-lapsed');
      return;
    case 'case-pressed':
      await toOwner('notice.officer-pressed', { count: String(event.body.count) });
      if (!owner)
        await tellDispatcher(
          work,
          view,
          'notice.officer-pressed',
          { count: String(event.body.count) },
          actorId,
        );
      return;
    case 'case-withdrawn': {
      const former = ownerOf(before);
      if (former && former.assigneeId !== actorId)
        await sayTo(work, letter(former.assigneeId), 'notice.officer-withdrawn', values);
      if (!former) await tellDispatcher(work, view, 'notice.officer-withdrawn', {}, actorId);
      return;
    }
    case 'case-declined':
      await toReporter(`notice.reporter-declined-${String(event.body.reason)}`);
      return;
    case 'case-supervised': {
      const superiors = await findAudience(work, c, 'superior');
      await toOwner('notice.officer-supervised');
      for (const head of superiors) {
        if (head.id !== actorId) await sayTo(work, letter(head.id), 'notice.officer-supervised', values);
      }
      return;
    }
    default:
      return;
  }
}

/** The promised date changed because a year's calendar was published. */
export async function announceNewDate(work: Work, c: Case): Promise<void> {
  const values = caseValues(wordingOf(work), await viewCase(work, c));
  const told: [string | null, string][] = [
    [c.reporterId ?? c.filedById, 'notice.reporter-recomputed'],
    [ownerOf(c)?.assigneeId ?? null, 'notice.officer-recomputed'],
  ];
  for (const [personId, key] of told) {
    if (personId) await sayTo(work, { personId, caseId: c.id, lane: 'notice' }, key, values);
  }
}
