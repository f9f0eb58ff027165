import { type Case, ownerOf } from '../domain/cases/case.js';
import { findAlerted } from './alerted.js';
import { listPostHolders, type PersonView } from '../store/people.js';
import { alertCard } from './case-cards.js';
import { viewCase } from './case-view.js';
import { findAudience, findOnDuty } from './recipients.js';
import { showTo, type Work } from './work.js';

/**
 * Tells the duty list at once, in the danger lane. Matters of violence and suicide go to two people of the
 * duty list and to nobody else; other dangers also to the grid's own worker, who is nearest.
 */
export async function raiseAlert(work: Work, c: Case, reporterId: string | null): Promise<void> {
  const duty = await findOnDuty(work, work.zone.centres.townCentre);
  const people: PersonView[] = duty.slice(0, c.restricted ? 2 : 1).map((d) => d.person);
  if (c.restricted && people.length < 2) people.push(...(await findAudience(work, c, 'centre-leader')).slice(0, 1));
  if (!c.restricted && c.gridCode) {
    people.push(...(await listPostHolders(work.tx, { gridCode: c.gridCode, roles: ['网格员'] })));
  }
  await alertPeople(work, c, people, reporterId);
}

/** Sends the alert card to those of these people who do not hold one that still works. */
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
    await showTo(work, { personId: person.id, caseId: c.id, lane: 'danger' }, alertCard(work, view), c.revision);
  }
}

/** Everybody who has an alert in hand and the holder, told that the place or the danger changed. */
export async function listInvolved(work: Work, c: Case): Promise<string[]> {
  const owner = ownerOf(c);
  return [...new Set([...(await findAlerted(work, c.id)), ...(owner ? [owner.assigneeId] : [])])];
}
