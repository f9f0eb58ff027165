import type { Audience } from '../config/cases-schema.js';
import { type Case, ownerOf } from '../domain/cases/case.js';
import { listShiftsAt } from '../store/duty.js';
import {
  findPerson,
  findPersonByKey,
  listPostHolders,
  listPostHoldersByLoad,
  type PersonView,
} from '../store/people.js';
import { dutyOfConfig } from './duty-list.js';
import type { Work } from './work.js';

export interface OnDuty {
  person: PersonView;
  /** Nobody was on the list: the head of the unit answers for it. */
  fallback: boolean;
}

/** Who answers for a unit at this instant: shifts taken in chat, then the duty list of config, then its head. */
export async function findOnDuty(work: Work, unitCode: string, at: Date = work.now): Promise<OnDuty[]> {
  const found: OnDuty[] = [];
  const add = (person: PersonView | null, fallback: boolean) => {
    if (person && person.status === 'active' && !found.some((f) => f.person.id === person.id)) {
      found.push({ person, fallback });
    }
  };
  for (const id of await listShiftsAt(work.unit, unitCode, at)) add(await findPerson(work.unit, id), false);
  if (work.zone.calendar.isWorkingTime(at)) {
    for (const p of await listPostHolders(work.unit, { unitCode, roles: ['调度员'] })) add(p, false);
    for (const p of await listPostHolders(work.unit, { unitCode, roles: ['办件人'] })) add(p, false);
  } else {
    for (const userid of dutyOfConfig(work.zone, unitCode, at)) {
      for (const channel of work.channels) add(await findPersonByKey(work.unit, channel, userid), false);
    }
  }
  if (found.length === 0) {
    for (const p of await listPostHolders(work.unit, { unitCode, roles: ['中心负责人', '分管负责人'] }))
      add(p, true);
  }
  return found;
}

/** The officer who gets the next case of a unit: the one on duty for urgent matters at night, else the least loaded. */
export async function pickAssignee(
  work: Work,
  unitCode: string,
  urgency: string,
): Promise<PersonView | null> {
  if (urgency !== '一般' && !work.zone.calendar.isWorkingTime(work.now)) {
    const duty = await findOnDuty(work, unitCode);
    if (duty[0]) return duty[0].person;
  }
  for (const roles of [['办件人'], ['调度员'], ['分管负责人', '中心负责人']]) {
    const [best] = await listPostHoldersByLoad(work.unit, unitCode, roles);
    if (best) return best;
  }
  return null;
}

/** The people whom an audience of the ladder means for this case, without repeats. */
export async function findAudience(work: Work, c: Case, audience: Audience): Promise<PersonView[]> {
  const { townCentre, zoneCentre } = work.zone.centres;
  const owner = ownerOf(c);
  switch (audience) {
    case 'assignee': {
      const person = owner ? await findPerson(work.unit, owner.assigneeId) : null;
      if (person?.status === 'active') return [person];
      // Somebody who left cannot act: his unit's head is told in his place.
      return owner ? findAudience(work, c, 'superior') : firstOnDuty(work, townCentre);
    }
    case 'superior':
      return owner
        ? listPostHolders(work.unit, { unitCode: owner.unitCode, roles: ['分管负责人', '中心负责人'] })
        : firstOnDuty(work, townCentre);
    case 'town-centre':
      return firstOnDuty(work, townCentre);
    case 'zone-centre':
      return firstOnDuty(work, zoneCentre);
    case 'duty-next':
      return (await findOnDuty(work, townCentre)).slice(1, 2).map((d) => d.person);
    case 'duty-all': {
      const everybody = [...(await findOnDuty(work, townCentre)), ...(await findOnDuty(work, zoneCentre))];
      return [...new Map(everybody.map((d) => [d.person.id, d.person])).values()];
    }
    case 'centre-leader':
      return listPostHolders(work.unit, { unitCode: townCentre, roles: ['中心负责人'] });
    case 'grid-worker':
      return c.gridCode ? listPostHolders(work.unit, { gridCode: c.gridCode, roles: ['网格员'] }) : [];
  }
}

async function firstOnDuty(work: Work, unitCode: string): Promise<PersonView[]> {
  return (await findOnDuty(work, unitCode)).slice(0, 1).map((d) => d.person);
}
