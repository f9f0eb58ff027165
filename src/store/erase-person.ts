import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inTransaction, type StoreClient } from './client.js';
import { recordEvents } from './events.js';

/**
 * Erases a person: name, platform ids, words, pictures, places. Cases and events stay with their ids, states and
 * times, so that the log still verifies and the figures still add up.
 */
export async function erasePerson(
  client: StoreClient,
  personId: string,
  mediaFolder: string,
  at: Date,
): Promise<void> {
  const files = await inTransaction(client, async (tx) => {
    const identities = await tx.identity.findMany({ where: { personId } });
    const cases = await tx.case.findMany({
      where: { OR: [{ reporterId: personId }, { filedById: personId }] },
      select: { id: true },
    });
    const caseIds = cases.map((c) => c.id);
    const media = await tx.media.findMany({ where: { ownerId: personId } });
    await tx.caseText.deleteMany({ where: { caseId: { in: caseIds } } });
    await tx.caseNote.deleteMany({ where: { OR: [{ caseId: { in: caseIds } }, { authorId: personId }] } });
    await tx.messageContent.deleteMany({ where: { message: { personId } } });
    // What others were told about his cases quotes him.
    await tx.outboundContent.deleteMany({
      where: { message: { OR: [{ personId }, { caseId: { in: caseIds } }] } },
    });
    await tx.media.deleteMany({ where: { ownerId: personId } });
    for (const i of identities) {
      await tx.phoneMessage.deleteMany({ where: { channel: i.channel, phone: i.externalId } });
    }
    await tx.identity.deleteMany({ where: { personId } });
    await tx.personProfile.deleteMany({ where: { personId } });
    await tx.conversation.updateMany({ where: { personId }, data: { dialog: {} } });
    await tx.person.update({ where: { id: personId }, data: { status: 'erased', registeredGridCode: null } });
    await recordEvents(
      tx, 'system', null,
      [{ type: 'person-erased', body: { person: personId, cases: caseIds.length } }],
      { actorId: null, actorRole: 'system' }, at,
    );
    return media.map((m) => m.id);
  });
  for (const name of await readdir(mediaFolder).catch(() => [])) {
    if (files.some((id) => name.startsWith(id))) await rm(join(mediaFolder, name), { force: true });
  }
}
