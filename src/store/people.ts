import { z } from 'zod';
import { gridRoles, unitRoles } from '../config/people-schema.js';
import { endedStates } from '../domain/cases/case.js';
import type { ChannelName } from '../domain/conversations/message.js';
import type { Post } from '../domain/permission/may.js';
import type { Ids } from '../shared/ids.js';
import type { Tx } from './client.js';
import { perUnit } from './unit/memory.js';
import type { Question, Statement, Unit } from './unit/unit.js';
import { updateOf } from './unit/write.js';

const roleSchema = z.enum([...gridRoles, ...unitRoles]);
const statusSchema = z.enum(['active', 'left', 'erased']);

export interface PersonView {
  id: string;
  /** Null for people who never told a name. */
  name: string | null;
  status: 'active' | 'left' | 'erased';
  greeted: boolean;
  registeredGridCode: string | null;
  posts: Post[];
}

interface PersonRow {
  id: string;
  status: string;
  greetedAt: Date | null;
  registeredGridCode: string | null;
  name: string | null;
  posts: { role: string; gridCode: string | null; unitCode: string | null }[] | null;
  /** Where the person can be written to, the channel used last first; never used ones last. */
  channels: string[] | null;
}

/** A person with posts and channels, from the table `p`. */
const personColumns = `p.id, p.status, p.greeted_at AS "greetedAt", p.registered_grid_code AS "registeredGridCode",
  (SELECT pp.name FROM person_profiles pp WHERE pp.person_id = p.id) AS name,
  (SELECT json_agg(json_build_object('role', o.role, 'gridCode', o.grid_code, 'unitCode', o.unit_code) ORDER BY o.rank)
   FROM posts o WHERE o.person_id = p.id) AS posts,
  (SELECT array_agg(i.channel || CASE WHEN i.last_seen_at IS NULL THEN '?' ELSE '' END
     ORDER BY i.last_seen_at DESC NULLS LAST)
   FROM identities i WHERE i.person_id = p.id) AS channels`;
const reads = ['people'];

const byId: Statement = {
  name: 'person by id',
  reads,
  text: `SELECT ${personColumns} FROM people p WHERE p.id = $1`,
};
const writer: Statement = {
  name: 'writer of the oldest unhandled message',
  reads: [...reads, 'inbound_messages'],
  text: `SELECT ${personColumns} FROM people p WHERE p.id = (
    SELECT m.person_id FROM inbound_messages m
    WHERE m.conversation_id = $1 AND m.handled_at IS NULL ORDER BY m.seq LIMIT 1)`,
};
const byKey: Statement = {
  name: 'person by key',
  reads,
  text: `SELECT ${personColumns} FROM identities k JOIN people p ON p.id = k.person_id
    WHERE k.channel = $1 AND k.external_id = $2`,
};
const inUnit: Statement = {
  name: 'post holders of a unit',
  reads,
  text: `SELECT ${personColumns} FROM posts h JOIN people p ON p.id = h.person_id
    WHERE h.unit_code = $1 AND h.role = ANY ($2) ORDER BY h.rank`,
};
const inGrid: Statement = {
  name: 'post holders of a grid',
  reads,
  text: `SELECT ${personColumns} FROM posts h JOIN people p ON p.id = h.person_id
    WHERE h.grid_code = $1 AND h.role = ANY ($2) ORDER BY h.rank`,
};

const inUnitByLoad: Statement = {
  name: 'post holders of a unit by load',
  reads: [...reads, 'cases'],
  text: `SELECT ${personColumns} FROM posts h JOIN people p ON p.id = h.person_id
    WHERE h.unit_code = $1 AND h.role = ANY ($2) AND p.status = 'active'
    ORDER BY (SELECT count(*) FROM cases c WHERE c.assignee_id = p.id
      AND c.state NOT IN (${endedStates.map((s) => `'${s}'`).join(', ')})), h.rank`,
};

const greeted = updateOf<{ id: string; greetedAt: Date }, 'id'>('person-greeted', 'people', 'id', {
  id: 'id uuid',
  greetedAt: 'greeted_at timestamptz',
});
const registered = updateOf<{ id: string; gridCode: string }, 'id'>('person-grid', 'people', 'id', {
  id: 'id uuid',
  gridCode: 'registered_grid_code text',
});

interface Known {
  view: PersonView;
  channels: readonly string[];
}

/** People a unit has read already: within it they stay as they were. */
const knownIn = perUnit(() => new Map<string, Known>());

function remember(unit: Unit, row: PersonRow): PersonView {
  const known = knownIn(unit);
  const before = known.get(row.id);
  if (before) return before.view;
  const view: PersonView = {
    id: row.id,
    name: row.name,
    status: statusSchema.parse(row.status),
    greeted: row.greetedAt !== null,
    registeredGridCode: row.registeredGridCode,
    posts: (row.posts ?? []).map((p) => ({ ...p, role: roleSchema.parse(p.role) })),
  };
  known.set(row.id, { view, channels: row.channels ?? [] });
  return view;
}

export async function findPerson(unit: Unit, id: string): Promise<PersonView | null> {
  const known = knownIn(unit).get(id);
  if (known) return known.view;
  const row = (await unit.rows<PersonRow>(byId, [id]))[0];
  return row ? remember(unit, row) : null;
}

/** Who wrote the oldest message of a conversation that no turn has taken yet. */
export async function findWriter(unit: Unit, conversationId: string): Promise<PersonView | null> {
  const row = (await unit.rows<PersonRow>(writer, [conversationId]))[0];
  return row ? remember(unit, row) : null;
}

/** The same question, to be asked at the beginning of a unit, behind the one for the lock. */
export function askForWriter(conversationId: string): Question {
  return { statement: writer, values: [conversationId] };
}

export async function findPersonByKey(
  unit: Unit,
  channel: ChannelName,
  key: string,
): Promise<PersonView | null> {
  const row = (await unit.rows<PersonRow>(byKey, [channel, key.toLowerCase()]))[0];
  return row ? remember(unit, row) : null;
}

/** People with one of these roles in a unit or in a grid, in the order in which they are asked. Those who left hold no post. */
export async function listPostHolders(
  unit: Unit,
  where: ({ unitCode: string } | { gridCode: string }) & { roles: readonly string[] },
): Promise<PersonView[]> {
  const rows =
    'unitCode' in where
      ? await unit.rows<PersonRow>(inUnit, [where.unitCode, where.roles])
      : await unit.rows<PersonRow>(inGrid, [where.gridCode, where.roles]);
  return rows.map((row) => remember(unit, row));
}

/** Who is active in a unit with one of these roles, the one who answers for the fewest open cases first. */
export async function listPostHoldersByLoad(
  unit: Unit,
  unitCode: string,
  roles: readonly string[],
): Promise<PersonView[]> {
  const rows = await unit.rows<PersonRow>(inUnitByLoad, [unitCode, roles]);
  return rows.map((row) => remember(unit, row));
}

/** Where to write to a person: the channel he used last, else the first of `preference` he is known on. */
export async function findAddress(
  unit: Unit,
  personId: string,
  preference: readonly ChannelName[],
): Promise<ChannelName | null> {
  await findPerson(unit, personId);
  const channels = knownIn(unit).get(personId)?.channels ?? [];
  const used = channels.flatMap((c) => preference.find((p) => p === c) ?? [])[0];
  return used ?? preference.find((p) => channels.includes(`${p}?`)) ?? null;
}

export function markGreeted(unit: Unit, personId: string, at: Date): void {
  unit.put(greeted, { id: personId, greetedAt: at });
  knownIn(unit).delete(personId);
}

export function registerGrid(unit: Unit, personId: string, gridCode: string): void {
  unit.put(registered, { id: personId, gridCode });
  knownIn(unit).delete(personId);
}

/** Takes all posts away from somebody who left the platform. */
export async function markLeft(unit: Unit, personId: string): Promise<void> {
  const tx = await unit.tx();
  await tx.post.deleteMany({ where: { personId } });
  await tx.person.update({ where: { id: personId }, data: { status: 'left' } });
  knownIn(unit).delete(personId);
}

export async function insertPerson(
  tx: Tx,
  person: { id: string; name: string | null; channel: ChannelName; address: string },
  ids: Ids,
): Promise<void> {
  await tx.person.create({
    data: {
      id: person.id,
      profile: { create: { name: person.name } },
      identities: {
        create: {
          id: ids.next(),
          channel: person.channel,
          externalId: person.address.toLowerCase(),
          address: person.address,
        },
      },
      conversations: { create: { id: ids.next(), channel: person.channel } },
    },
  });
}
