import type { ChannelName } from '../domain/conversations/message.js';
import type { Prisma } from './generated/client.js';
import type { Tx } from './client.js';

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

export async function saveDialog(tx: Tx, id: string, dialog: Prisma.InputJsonValue, at: Date): Promise<void> {
  await tx.conversation.update({ where: { id }, data: { dialog, updatedAt: at } });
}
