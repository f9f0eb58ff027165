import type { PeopleDesk } from '../handlers/turn.js';
import { takeShift } from '../store/duty.js';
import { findPerson, listPostHolders, registerGrid } from '../store/people.js';
import { findOnDuty } from './recipients.js';
import type { Work } from './work.js';

/** People as far as a conversation needs them. */
export function createPeopleDesk(work: Work, personId: string): PeopleDesk {
  return {
    gridWorkers: async (gridCode) =>
      (await listPostHolders(work.tx, { gridCode, roles: ['网格员'] })).map((p) => ({
        id: p.id,
        name: p.name,
      })),
    onDuty: async (unitCode) =>
      (await findOnDuty(work, unitCode)).map((d) => ({
        personId: d.person.id,
        name: d.person.name,
        fallback: d.fallback,
      })),
    takeShift: (unitCode, from, to) =>
      takeShift(work.tx, { unitCode, personId, startsAt: from, endsAt: to }, work.ids),
    registerGrid: (gridCode) => registerGrid(work.tx, personId, gridCode),
    nameOf: async (id) => (await findPerson(work.tx, id))?.name ?? null,
  };
}
