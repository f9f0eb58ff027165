import { type Actor, may } from '../domain/permission/may.js';
import type { PeopleDesk } from '../handlers/turn.js';
import { AppError } from '../shared/errors.js';
import { takeShift } from '../store/duty.js';
import { findPerson, listPostHolders, registerGrid } from '../store/people.js';
import { findOnDuty } from './recipients.js';
import type { Work } from './work.js';

/** People as far as a conversation needs them. */
export function createPeopleDesk(work: Work, actor: Actor, personId: string): PeopleDesk {
  const mayOnDuty = (action: 'see' | 'take-shift', unitCode: string) =>
    may(actor, action, { kind: 'duty', unitCode }, work.zone.centres);
  return {
    gridWorkers: async (gridCode) =>
      (await listPostHolders(work.unit, { gridCode, roles: ['网格员'] })).map((p) => ({
        id: p.id,
        name: p.name,
      })),
    async onDuty(unitCode, at) {
      if (!mayOnDuty('see', unitCode)) return [];
      const found = await findOnDuty(work, unitCode, at);
      return found.map((d) => ({ personId: d.person.id, name: d.person.name, fallback: d.fallback }));
    },
    async takeShift(unitCode, from, to) {
      if (!mayOnDuty('take-shift', unitCode))
        throw new AppError('not-allowed', 'tell-user', `shift of ${unitCode}`);
      await takeShift(work.unit, { unitCode, personId, startsAt: from, endsAt: to }, work.ids);
    },
    registerGrid: async (gridCode) => registerGrid(work.unit, personId, gridCode),
    nameOf: async (id) => (await findPerson(work.unit, id))?.name ?? null,
  };
}
