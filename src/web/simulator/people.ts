import type { Engine } from '../../bot/engine.js';
import { AppError } from '../../shared/errors.js';
import { inTransaction } from '../../store/client.js';
import { insertPerson } from '../../store/people.js';

/** Somebody who can be played. */
export interface PlayedPerson {
  id: string;
  name: string;
  role: string;
  unit: string;
  group: 'resident' | 'grid' | 'officer' | 'dispatcher' | 'leader';
}

/** A few who show every role; the picker has everybody. */
export const suggested = [
  'resident-1',
  'resident-2',
  'gx0001',
  'hs-officer-1',
  'hs-head',
  'hw-dispatcher-1',
  'hw-leader',
  'qw-dispatcher-1',
  'qw-leader',
];

/** Invented residents who are there from the start. */
const firstResidents = [
  { id: 'resident-1', name: '居民甲' },
  { id: 'resident-2', name: '居民乙' },
];

/** Makes the demo's residents, once. */
export async function seedResidents(engine: Engine): Promise<void> {
  for (const resident of firstResidents) {
    await inTransaction(engine.client, async (tx) => {
      const known = await tx.identity.findUnique({
        where: { channel_externalId: { channel: 'simulator', externalId: resident.id } },
      });
      if (known) return;
      const personId = engine.ids.next();
      await insertPerson(
        tx,
        { id: personId, name: resident.name, channel: 'simulator', address: resident.id },
        engine.ids,
      );
    });
  }
}

export async function listPeople(
  engine: Engine,
  filter: { q?: string | undefined; group?: string | undefined },
): Promise<PlayedPerson[]> {
  const rows = await engine.client.identity.findMany({
    where: { channel: 'simulator' },
    include: { person: { include: { profile: true, posts: { orderBy: { rank: 'asc' } } } } },
    orderBy: { externalId: 'asc' },
  });
  const people = rows
    .filter((r) => r.person.status !== 'erased')
    .map((r): PlayedPerson => {
      const post = r.person.posts[0];
      const role = post?.role ?? (r.person.status === 'left' ? '已离岗' : '居民');
      return {
        id: r.address,
        name: r.person.profile?.name ?? '新居民',
        role,
        unit: post?.unitCode
          ? engine.zone.unitName(post.unitCode)
          : post?.gridCode
            ? engine.zone.gridName(post.gridCode)
            : '',
        group: groupOf(role),
      };
    });
  const q = filter.q?.trim().toLowerCase();
  return people.filter(
    (p) =>
      (!filter.group || p.group === filter.group) &&
      (!q || [p.id, p.name, p.role, p.unit].some((text) => text.toLowerCase().includes(q))),
  );
}

function groupOf(role: string): PlayedPerson['group'] {
  switch (role) {
    case '居民':
    case '已离岗':
      return 'resident';
    case '调度员':
      return 'dispatcher';
    case '分管负责人':
    case '中心负责人':
      return 'leader';
    case '办件人':
    case '讲师':
      return 'officer';
    default:
      return 'grid';
  }
}

/** A resident whom nobody knows yet. */
export async function addResident(engine: Engine, name: string | undefined): Promise<PlayedPerson> {
  return inTransaction(engine.client, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('new-resident'))`;
    const count = await tx.identity.count({
      where: { channel: 'simulator', externalId: { startsWith: 'resident-' } },
    });
    const id = `resident-${count + 1}`;
    const shown = name ?? `新居民${count + 1}`;
    await insertPerson(
      tx,
      { id: engine.ids.next(), name: shown, channel: 'simulator', address: id },
      engine.ids,
    );
    return { id, name: shown, role: '居民', unit: '', group: 'resident' };
  });
}

/** The phone of somebody who can be played; others are not there. */
export async function mustBePlayed(engine: Engine, id: string): Promise<{ phone: string; personId: string }> {
  const row = await engine.client.identity.findUnique({
    where: { channel_externalId: { channel: 'simulator', externalId: id.toLowerCase() } },
  });
  if (!row)
    throw new AppError(
      'person-unknown',
      'tell-user',
      `没有 ${id} 这个人；GET /api/simulator/people 列出所有人`,
    );
  return { phone: row.externalId, personId: row.personId };
}
