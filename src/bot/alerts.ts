import { type Case, ownerOf } from '../domain/cases/case.js';
import { alertCard } from '../handlers/case-cards.js';
import { listPostHolders, type PersonView } from '../store/people.js';
import { findAlerted } from './alerted.js';
import { viewCase, wordingOf } from './case-view.js';
import { findAudience, findOnDuty } from './recipients.js';
import { showTo, type Work } from './work.js';

/**
 * Tells the duty list at once, in the danger lane. Matters of violence and suicide go to two people of the
 * duty list and to nobody else; other dangers also to the grid's own worker, who is nearest.
 */
export async function raiseAlert(work: Work, c: Case, reporterId: string | null): Promise<void> {
  const duty = await findOnDuty(work, work.zone.centres.townCentre);
  const people: PersonView[] = duty.slice(0, c.restricted ? 2 : 1).map((d) => d.person);
  if (c.restricted && people.length < 2)
    people.push(...(await findAudience(work, c, 'centre-leader')).slice(0, 1));
  if (!c.restricted && c.gridCode) {
    people.push(...(await listPostHolders(work.unit, { gridCode: c.gridCode, roles: ['网格员'] })));
  }
  await alertPeople(work, c, people, reporterId);
}

/** The place became known: the grid's own worker is told now, unless the matter is for the duty list alone. */
export async function alertGridWorker(work: Work, c: Case, reporterId: string | null): Promise<void> {
  if (c.kind !== 'emergency' || c.restricted || c.state !== 'assigned' || !c.gridCode) return;
  const alerted = await findAlerted(work, c.id);
  const workers = await listPostHolders(work.unit, { gridCode: c.gridCode, roles: ['网格员'] });
  await alertPeople(
    work,
    c,
    workers.filter((w) => !alerted.includes(w.id)),
    reporterId,
  );
}

/** Shows each of these people the alert card; whoever has one already gets a new one, lest it be scrolled away. */
export async function alertPeople(
  work: Work,
  c: Case,
  people: readonly PersonView[],
  reporterId: string | null,
): Promise<void> {
  const view = await viewCase(work, c);
  const seen = new Set<string>();
  for (const person of people) {
    if (person.id === reporterId || person.status !== 'active' || seen.has(person.id)) continue;
    seen.add(person.id);
    await showTo(
      work,
      { personId: person.id, caseId: c.id, lane: 'danger' },
      alertCard(wordingOf(work), view),
      c.revision,
    );
  }
}

/**
 * Who hears what the reporter of an emergency adds: everybody who holds the alert while nobody has answered it,
 * afterwards only the one who goes.
 */
export async function listInvolved(work: Work, c: Case): Promise<string[]> {
  const owner = ownerOf(c);
  if (!owner) return [];
  if (c.kind !== 'emergency' || c.state !== 'assigned') return [owner.assigneeId];
  return [...new Set([owner.assigneeId, ...(await findAlerted(work, c.id))])];
}
