import type { Dialog } from '../domain/conversations/dialog.js';
import type { ChannelName } from '../domain/conversations/message.js';
import type { Tx } from './client.js';
import type { Prisma } from './generated/client.js';

export interface ConversationRow {
  id: string;
  channel: ChannelName;
  personId: string;
  dialog: unknown;
}

/** The conversation under a row lock: only one turn at a time runs in it. */
export async function lockConversation(tx: Tx, id: string): Promise<ConversationRow | null> {
  const rows = await tx.$queryRaw<{ id: string; channel: ChannelName; personId: string; dialog: unknown }[]>`
    SELECT id, channel, person_id AS "personId", dialog FROM conversations WHERE id = ${id}::uuid FOR UPDATE`;
  return rows[0] ?? null;
}

export async function saveDialog(tx: Tx, id: string, dialog: Dialog, at: Date): Promise<void> {
  const json = JSON.parse(JSON.stringify(dialog)) as Prisma.InputJsonValue;
  await tx.conversation.update({ where: { id }, data: { dialog: json, updatedAt: at } });
}
