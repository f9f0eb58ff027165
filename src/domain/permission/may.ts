import type { GridRole, UnitRole } from '../../config/people-schema.js';
import type { Case } from '../cases/case.js';
import { ownerOf } from '../cases/case.js';
import type { CommandType } from '../cases/command.js';
import { type Relation, transitions } from '../cases/transitions.js';

/** A role somebody holds in a grid or a unit. */
export interface Post {
  role: GridRole | UnitRole;
  gridCode: string | null;
  unitCode: string | null;
}

/** Who asks. `system` stands for the clock and the rules of config. */
export type Actor = { kind: 'person'; personId: string; posts: readonly Post[] } | { kind: 'system' };

/** What the rule needs to know of the zone. */
export interface ZoneFacts {
  townCentre: string;
  zoneCentre: string;
}

export type Thing =
  /** `alertedIds`: people whom an emergency was sent to. */
  | { kind: 'case'; case: Case; alertedIds: readonly string[] }
  | { kind: 'queue' }
  | { kind: 'unit-cases'; unitCode: string }
  | { kind: 'grid-cases'; gridCode: string }
  | { kind: 'duty'; unitCode: string };

export type Action = CommandType | 'see' | 'see-texts' | 'file-for-others' | 'take-shift';

const centreRoles: readonly string[] = ['调度员', '中心负责人'];
const gridWorkerRoles: readonly string[] = ['网格员', '网格长'];

/** How a person stands to a case; empty means that for him the case does not exist. */
export function relationsTo(
  actor: Actor,
  c: Case,
  alertedIds: readonly string[],
  zone: ZoneFacts,
): Relation[] {
  if (actor.kind === 'system') return ['system'];
  const owner = ownerOf(c);
  const relations: Relation[] = [];
  const has = (roles: readonly string[], unitCode: string | undefined) =>
    unitCode !== undefined && actor.posts.some((p) => roles.includes(p.role) && p.unitCode === unitCode);

  if (c.reporterId === actor.personId) relations.push('reporter');
  if (c.filedById === actor.personId) relations.push('filer');
  if (owner?.assigneeId === actor.personId) relations.push('assignee');
  if (has(['办件人'], owner?.unitCode)) relations.push('unit');
  if (has(['分管负责人', '中心负责人'], owner?.unitCode)) relations.push('superior');
  if (has(centreRoles, zone.townCentre)) relations.push('town');
  if (has(centreRoles, zone.zoneCentre)) relations.push('zone');
  if (alertedIds.includes(actor.personId)) relations.push('alerted');
  if (
    !c.restricted &&
    actor.posts.some(
      (p) => gridWorkerRoles.includes(p.role) && p.gridCode !== null && p.gridCode === c.gridCode,
    )
  ) {
    relations.push('grid-worker');
  }
  return relations;
}

/**
 * May this person do this to this thing? Every handler, job, page and API asks here; nothing else decides.
 * Whether the case's state allows it is asked by `decide`.
 */
export function may(actor: Actor, action: Action, thing: Thing, zone: ZoneFacts): boolean {
  if (actor.kind === 'system') return systemMay(action);
  const centre = actor.posts.some(
    (p) => centreRoles.includes(p.role) && (p.unitCode === zone.townCentre || p.unitCode === zone.zoneCentre),
  );
  switch (thing.kind) {
    case 'case': {
      const relations = relationsTo(actor, thing.case, thing.alertedIds, zone);
      if (action === 'see' || action === 'see-texts') return relations.length > 0;
      if (action === 'file-for-others' || action === 'take-shift') return false;
      return transitions[action].by.some((r) => relations.includes(r));
    }
    case 'queue':
      return centre;
    case 'unit-cases':
      return (
        centre ||
        actor.posts.some(
          (p) => p.unitCode === thing.unitCode && (p.role === '办件人' || p.role === '分管负责人'),
        )
      );
    case 'grid-cases':
      return (
        centre || actor.posts.some((p) => p.gridCode === thing.gridCode && gridWorkerRoles.includes(p.role))
      );
    case 'duty':
      if (action === 'see') return actor.posts.length > 0;
      return actor.posts.some((p) => p.unitCode === thing.unitCode);
  }
}

function systemMay(action: Action): boolean {
  if (action === 'see' || action === 'see-texts') return true;
  if (action === 'file-for-others' || action === 'take-shift') return false;
  return transitions[action].by.includes('system');
}
