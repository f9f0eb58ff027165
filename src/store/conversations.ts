import type { Dialog } from '../domain/conversations/dialog.js';
import type { ChannelName } from '../domain/conversations/message.js';
import type { Question, Statement, Unit } from './unit/unit.js';
import { updateOf } from './unit/write.js';

export interface ConversationRow {
  id: string;
  channel: ChannelName;
  personId: string;
  dialog: unknown;
}

const locked: Statement = {
  name: 'conversation locked',
  reads: ['conversations'],
  text: `SELECT id, channel, person_id AS "personId", dialog FROM conversations WHERE id = $1 FOR UPDATE`,
};

const dialogs = updateOf<{ id: string; dialog: Dialog; updatedAt: Date }, 'id'>(
  'dialog',
  'conversations',
  'id',
  { id: 'id uuid', dialog: 'dialog jsonb', updatedAt: 'updated_at timestamptz' },
);

/** The conversation under a row lock: only one turn at a time runs in it. */
export async function lockConversation(unit: Unit, id: string): Promise<ConversationRow | null> {
  return (await unit.rows<ConversationRow>(locked, [id]))[0] ?? null;
}

/** The same question, to be asked at the beginning of a unit. */
export function askForLock(id: string): Question {
  return { statement: locked, values: [id] };
}

export function saveDialog(unit: Unit, id: string, dialog: Dialog, at: Date): void {
  unit.put(dialogs, { id, dialog, updatedAt: at });
}
