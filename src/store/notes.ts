import type { Tx } from './client.js';

export const noteKinds = [
  'report',
  'addition',
  'question',
  'answer',
  'contact',
  'reason',
  'result',
  'rating',
] as const;
export type NoteKind = (typeof noteKinds)[number];

export interface Note {
  id: string;
  authorId: string | null;
  kind: string;
  text: string | null;
  mediaId: string | null;
  shared: boolean;
  at: Date;
}

export async function insertNote(
  tx: Tx,
  note: Omit<Note, 'kind'> & { caseId: string; kind: NoteKind },
): Promise<void> {
  await tx.caseNote.create({ data: note });
}

/** Notes of a case, oldest first. */
export async function listNotes(tx: Tx, caseId: string): Promise<Note[]> {
  return tx.caseNote.findMany({ where: { caseId }, orderBy: { at: 'asc' } });
}

export async function findNote(tx: Tx, id: string): Promise<Note | null> {
  return tx.caseNote.findUnique({ where: { id } });
}

/** Cases of this reporter on which an officer's question is the last word of the two. */
export async function listOpenQuestions(
  tx: Tx,
  personId: string,
): Promise<{ caseId: string; noteId: string }[]> {
  return tx.$queryRaw<{ caseId: string; noteId: string }[]>`
    SELECT c.id AS "caseId", last.id AS "noteId"
    FROM cases c
    JOIN LATERAL (
      SELECT n.id, n.kind, n.at FROM case_notes n
      WHERE n.case_id = c.id AND n.kind IN ('question', 'answer')
      ORDER BY n.at DESC LIMIT 1
    ) last ON last.kind = 'question'
    WHERE (c.reporter_id = ${personId}::uuid OR (c.filed_by_id = ${personId}::uuid AND c.reporter_id IS NULL))
      AND c.state NOT IN ('closed', 'withdrawn', 'duplicate', 'declined', 'resolved')
    ORDER BY last.at DESC`;
}
