import type { StoreClient } from './client.js';

/** A person as the operator finds him, and what of him is kept. */
export interface PersonTraces {
  id: string;
  name: string | null;
  status: string;
  /** `wecom-app:zhangsan`, one for each channel. */
  addresses: string[];
  /** 网格员 …; a person with posts is named in config too. */
  posts: string[];
  cases: number;
  messages: number;
  answers: number;
  notes: number;
  media: number;
}

/** Where a person is looked for: his own id, an id of a platform, or the number of a case he reported. */
export interface PersonSought {
  personId: string | null;
  /** Ids of platforms are compared without regard to capitals. */
  address: string;
  caseNumber: string | null;
}

/** Everybody who fits, also those who are erased already. */
export async function findTraces(client: StoreClient, sought: PersonSought): Promise<PersonTraces[]> {
  const ids = new Set<string>();
  const identities = await client.identity.findMany({ where: { externalId: sought.address.toLowerCase() } });
  for (const { personId } of identities) ids.add(personId);
  if (sought.personId !== null) ids.add(sought.personId);
  if (sought.caseNumber !== null) {
    const found = await client.case.findUnique({ where: { number: sought.caseNumber } });
    if (found?.reporterId) ids.add(found.reporterId);
  }
  const people = await client.person.findMany({
    where: { id: { in: [...ids] } },
    include: { profile: true, identities: true, posts: true },
  });
  return Promise.all(
    people.map(async (person) => ({
      id: person.id,
      name: person.profile?.name ?? null,
      status: person.status,
      addresses: person.identities.map((i) => `${i.channel}:${i.externalId}`),
      posts: [...new Set(person.posts.map((p) => p.role))],
      cases: await client.case.count({
        where: { OR: [{ reporterId: person.id }, { filedById: person.id }] },
      }),
      messages: await client.inboundMessage.count({ where: { personId: person.id } }),
      answers: await client.outboundMessage.count({ where: { personId: person.id } }),
      notes: await client.caseNote.count({ where: { authorId: person.id } }),
      media: await client.media.count({ where: { ownerId: person.id } }),
    })),
  );
}

/** Which of these people are not erased. */
export async function listNotErased(client: StoreClient, people: readonly string[]): Promise<string[]> {
  const rows = await client.person.findMany({
    where: { id: { in: [...people] }, status: { not: 'erased' } },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
