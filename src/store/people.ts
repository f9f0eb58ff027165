import { z } from 'zod';
import { gridRoles, unitRoles } from '../config/people-schema.js';
import type { ChannelName } from '../domain/conversations/message.js';
import type { Post } from '../domain/permission/may.js';
import type { Ids } from '../shared/ids.js';
import type { Tx } from './client.js';

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

const include = { profile: true, posts: { orderBy: { rank: 'asc' as const } } };

function view(row: {
  id: string;
  status: string;
  greetedAt: Date | null;
  registeredGridCode: string | null;
  profile: { name: string | null } | null;
  posts: { role: string; gridCode: string | null; unitCode: string | null }[];
}): PersonView {
  return {
    id: row.id,
    name: row.profile?.name ?? null,
    status: statusSchema.parse(row.status),
    greeted: row.greetedAt !== null,
    registeredGridCode: row.registeredGridCode,
    posts: row.posts.map((p) => ({
      role: roleSchema.parse(p.role),
      gridCode: p.gridCode,
      unitCode: p.unitCode,
    })),
  };
}

export async function findPerson(tx: Tx, id: string): Promise<PersonView | null> {
  const row = await tx.person.findUnique({ where: { id }, include });
  return row ? view(row) : null;
}

export async function findPersonByKey(tx: Tx, channel: ChannelName, key: string): Promise<PersonView | null> {
  const identity = await tx.identity.findUnique({
    where: { channel_externalId: { channel, externalId: key.toLowerCase() } },
    include: { person: { include } },
  });
  return identity ? view(identity.person) : null;
}

/** People with this role in a unit, in the order in which they are asked. Those who left hold no post. */
export async function listPostHolders(
  tx: Tx,
  where: { unitCode?: string; gridCode?: string; roles: readonly string[] },
): Promise<PersonView[]> {
  const posts = await tx.post.findMany({
    where: {
      role: { in: [...where.roles] },
      ...(where.unitCode ? { unitCode: where.unitCode } : {}),
      ...(where.gridCode ? { gridCode: where.gridCode } : {}),
    },
    orderBy: { rank: 'asc' },
    include: { person: { include } },
  });
  return posts.map((p) => view(p.person));
}

/** Where to write to a person: the channel he used last, else the first of `preference` he is known on. */
export async function findAddress(
  tx: Tx,
  personId: string,
  preference: readonly ChannelName[],
): Promise<ChannelName | null> {
  const rows = await tx.identity.findMany({ where: { personId } });
  const usable = preference.filter((channel) => rows.some((r) => r.channel === channel));
  const seen = rows
    .filter((r) => r.lastSeenAt !== null && usable.some((u) => u === r.channel))
    .sort((a, b) => (b.lastSeenAt?.getTime() ?? 0) - (a.lastSeenAt?.getTime() ?? 0))[0];
  return usable.find((u) => u === seen?.channel) ?? usable[0] ?? null;
}

export async function markGreeted(tx: Tx, personId: string, at: Date): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { greetedAt: at } });
}

export async function registerGrid(tx: Tx, personId: string, gridCode: string): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { registeredGridCode: gridCode } });
}

/** Takes all posts away from somebody who left the platform. */
export async function markLeft(tx: Tx, personId: string): Promise<void> {
  await tx.post.deleteMany({ where: { personId } });
  await tx.person.update({ where: { id: personId }, data: { status: 'left' } });
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
