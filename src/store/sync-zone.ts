import type { Config } from '../config.js';
import type { ChannelName } from '../domain/conversations/message.js';
import { AppError } from '../shared/errors.js';
import type { Ids } from '../shared/ids.js';
import type { StoreClient, Tx } from './client.js';
import { readSetting, writeSetting } from './settings.js';

interface StaffMember {
  userid: string;
  name: string;
  left: boolean;
  posts: { role: string; gridCode: string | null; unitCode: string | null }[];
}

/** Everybody named in config, one entry a person even when he holds several posts. */
function staffOf(config: Config): StaffMember[] {
  const members = new Map<string, StaffMember>();
  const add = (
    entry: { userid: string; name: string; left: boolean },
    post: { role: string; gridCode: string | null; unitCode: string | null },
  ) => {
    const key = entry.userid.toLowerCase();
    const known = members.get(key);
    if (known) known.posts.push(post);
    else members.set(key, { userid: entry.userid, name: entry.name, left: entry.left, posts: [post] });
  };
  for (const s of config.staff) add(s, { role: s.role, gridCode: s.grid, unitCode: null });
  for (const d of config.departments)
    for (const p of d.people) add(p, { role: p.role, gridCode: null, unitCode: d.code });
  // Known and reachable like everybody else, without a post: being told of troubles gives no right to a case.
  for (const { userid, name } of config.zone.administrators) {
    const key = userid.toLowerCase();
    if (!members.has(key)) members.set(key, { userid, name, left: false, posts: [] });
  }
  return [...members.values()];
}

/**
 * Brings grids, people and posts in line with config, if config changed. A grid code that was retired and
 * comes back is refused: old cases carry it.
 */
export async function syncZone(client: StoreClient, config: Config, ids: Ids): Promise<'changed' | 'same'> {
  return client.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('sync-zone'))`;
      if ((await readSetting(tx, 'config-fingerprint')) === config.fingerprint) return 'same';
      await syncGrids(tx, config);
      await syncStaff(tx, config, ids);
      await writeSetting(tx, 'config-fingerprint', config.fingerprint);
      return 'changed';
    },
    { timeout: 60_000 },
  );
}

async function syncGrids(tx: Tx, config: Config): Promise<void> {
  const known = new Map((await tx.grid.findMany()).map((g) => [g.code, g]));
  const wanted = new Set(config.grids.map((g) => g.code));
  for (const grid of config.grids) {
    const old = known.get(grid.code);
    if (old?.retiredAt) {
      throw new AppError(
        'grid-code-retired',
        'tell-operator',
        `config/grids.yaml：网格代码 ${grid.code}（${grid.name}）曾用于“${old.name}”且已停用，停用的代码不能再用，请换一个新代码。`,
      );
    }
    if (!old) continue;
    if (old.name !== grid.name || old.parentCode !== grid.parent) {
      await tx.grid.update({
        where: { code: grid.code },
        data: { name: grid.name, level: grid.level, parentCode: grid.parent },
      });
    }
  }
  await tx.grid.createMany({
    data: config.grids
      .filter((g) => !known.has(g.code))
      .map((g) => ({ code: g.code, name: g.name, level: g.level, parentCode: g.parent })),
  });
  const gone = [...known.values()].filter((g) => !wanted.has(g.code) && !g.retiredAt).map((g) => g.code);
  await tx.grid.updateMany({ where: { code: { in: gone } }, data: { retiredAt: new Date() } });
}

/** Channels on which staff are known by their userid. */
const staffChannels: readonly ChannelName[] = ['simulator', 'terminal', 'wecom-app'];

async function syncStaff(tx: Tx, config: Config, ids: Ids): Promise<void> {
  const members = staffOf(config);
  const keys = members.map((m) => m.userid.toLowerCase());
  const identities = await tx.identity.findMany({ where: { externalId: { in: keys } } });
  const personOf = new Map<string, string>();
  for (const i of identities) personOf.set(i.externalId, i.personId);
  const managed = new Set<string>();

  const people: { id: string; status: string }[] = [];
  const profiles: { personId: string; name: string }[] = [];
  const newIdentities: {
    id: string;
    personId: string;
    channel: string;
    externalId: string;
    address: string;
  }[] = [];
  const conversations: { id: string; channel: string; personId: string }[] = [];
  const posts: {
    id: string;
    personId: string;
    role: string;
    gridCode: string | null;
    unitCode: string | null;
    rank: number;
  }[] = [];

  for (const [rank, member] of members.entries()) {
    const key = member.userid.toLowerCase();
    let personId = personOf.get(key);
    if (personId) {
      await tx.person.update({ where: { id: personId }, data: { status: member.left ? 'left' : 'active' } });
      await tx.personProfile.upsert({
        where: { personId },
        create: { personId, name: member.name },
        update: { name: member.name },
      });
    } else {
      personId = ids.next();
      people.push({ id: personId, status: member.left ? 'left' : 'active' });
      profiles.push({ personId, name: member.name });
    }
    managed.add(personId);
    for (const channel of staffChannels) {
      if (identities.some((i) => i.channel === channel && i.externalId === key)) continue;
      newIdentities.push({ id: ids.next(), personId, channel, externalId: key, address: member.userid });
      conversations.push({ id: ids.next(), channel, personId });
    }
    if (member.left) continue;
    for (const post of member.posts) posts.push({ id: ids.next(), personId, ...post, rank });
  }
  // Who is no longer in config holds no post; his person stays because old cases name him.
  const former = await tx.post.findMany({ distinct: ['personId'], select: { personId: true } });
  const gone = former.map((p) => p.personId).filter((id) => !managed.has(id));
  await tx.person.updateMany({ where: { id: { in: gone } }, data: { status: 'left' } });
  await tx.post.deleteMany({});
  await tx.person.createMany({ data: people });
  await tx.personProfile.createMany({ data: profiles });
  await tx.identity.createMany({ data: newIdentities, skipDuplicates: true });
  await tx.conversation.createMany({ data: conversations, skipDuplicates: true });
  await tx.post.createMany({ data: posts });
}
