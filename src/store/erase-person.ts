import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { displayCaseNumber } from '../domain/understanding/index.js';
import type { Tx } from './client.js';
import { recordEvents } from './events.js';
import type { Units } from './unit/run-unit.js';

/**
 * Erases a person: name, platform ids, words, pictures, places, and what others were told about his cases. Cases and
 * events stay with their ids, states and times, so that the log still verifies and the figures still add up.
 */
export async function erasePerson(
  units: Units,
  personId: string,
  mediaFolder: string,
  at: Date,
): Promise<void> {
  const files = await units.run(async (unit) => {
    const tx = await unit.tx();
    // It reads every message that was ever sent: no statement of it is cut short.
    await tx.$executeRaw`SET LOCAL statement_timeout = 0`;
    const identities = await tx.identity.findMany({ where: { personId } });
    const cases = await tx.case.findMany({
      where: { OR: [{ reporterId: personId }, { filedById: personId }] },
      select: { id: true, number: true },
    });
    const caseIds = cases.map((c) => c.id);
    const media = await tx.media.findMany({ where: { ownerId: personId } });
    await eraseQuotes(tx, [...cases.map((c) => displayCaseNumber(c.number)), ...media.map((m) => m.id)]);
    await tx.caseText.deleteMany({ where: { caseId: { in: caseIds } } });
    await tx.caseNote.deleteMany({ where: { OR: [{ caseId: { in: caseIds } }, { authorId: personId }] } });
    await tx.messageContent.deleteMany({ where: { message: { personId } } });
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
      unit,
      'system',
      null,
      [{ type: 'person-erased', body: { person: personId, cases: caseIds.length } }],
      { actorId: null, actorRole: 'system' },
      at,
    );
    return media.map((m) => m.id);
  });
  for (const name of await readdir(mediaFolder).catch(() => [])) {
    if (files.some((id) => name.startsWith(id))) await rm(join(mediaFolder, name), { force: true });
  }
}

/**
 * What others were told quotes him. Every sentence and card about a case carries its number, also the lists that name
 * several cases, so the number finds them all.
 */
async function eraseQuotes(tx: Tx, marks: readonly string[]): Promise<void> {
  if (marks.length === 0) return;
  const patterns = marks.map((mark) => `%${mark}%`);
  await tx.$executeRaw`DELETE FROM outbound_contents WHERE body::text LIKE ANY (${patterns})`;
  await tx.$executeRaw`DELETE FROM phone_messages WHERE body::text LIKE ANY (${patterns})`;
  // Officers' replies and half-finished talks may quote him too.
  await tx.$executeRaw`DELETE FROM message_contents WHERE body::text LIKE ANY (${patterns})`;
}
