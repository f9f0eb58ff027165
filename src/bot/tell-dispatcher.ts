import { dispatchCard } from '../handlers/case-cards.js';
import { caseValues } from '../handlers/case-words.js';
import { findUnit } from '../handlers/officer-words.js';
import type { CaseView } from '../handlers/turn.js';
import { candidatesFor } from './candidates.js';
import { wordingOf } from './case-view.js';
import { sendPictures } from './note-pictures.js';
import { findOnDuty } from './recipients.js';
import { type Letter, sayTo, showTo, type Work } from './work.js';

/** The dispatcher on duty gets the case with its candidates. */
export async function showToDispatcher(
  work: Work,
  view: CaseView,
  actorId: string | null,
  reason: string | null = null,
): Promise<void> {
  const c = view.case;
  const named = reason ? findUnit(work.zone.config.departments, reason) : null;
  const candidates = candidatesFor(work, view, named);
  for (const { person } of (await findOnDuty(work, work.zone.centres.townCentre)).slice(0, 1)) {
    if (person.id === actorId) continue;
    const letter: Letter = { personId: person.id, caseId: c.id, lane: 'notice' };
    if (reason)
      await sayTo(work, letter, 'notice.dispatcher-returned', {
        ...caseValues(wordingOf(work), view),
        reason,
      });
    await showTo(work, letter, dispatchCard(wordingOf(work), view, candidates), c.revision);
    await sendPictures(work, letter, c.id, ['report']);
  }
}

/** Says something about a case that no unit holds to the dispatcher on duty. */
export async function tellDispatcher(
  work: Work,
  view: CaseView,
  key: string,
  more: Record<string, string>,
  actorId: string | null,
): Promise<void> {
  for (const { person } of (await findOnDuty(work, work.zone.centres.townCentre)).slice(0, 1)) {
    if (person.id === actorId) continue;
    await sayTo(work, { personId: person.id, caseId: view.case.id, lane: 'notice' }, key, {
      ...caseValues(wordingOf(work), view),
      ...more,
    });
  }
}
