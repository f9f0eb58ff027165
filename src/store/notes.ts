import { caseFileOf } from './case-file.js';
import type { Question, Statement, Unit } from './unit/unit.js';
import { insertInto } from './unit/write.js';

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

type NewNoteRow = Omit<Note, 'kind'> & { caseId: string; kind: NoteKind };

const newNotes = insertInto<NewNoteRow>('note', 'case_notes', {
  id: 'id uuid',
  caseId: 'case_id uuid',
  authorId: 'author_id uuid',
  kind: 'kind text',
  text: 'text text',
  mediaId: 'media_id uuid',
  shared: 'shared boolean',
  at: 'at timestamptz',
});

const columns = `id, author_id AS "authorId", kind, text, media_id AS "mediaId", shared, at`;
const ofCase: Statement = {
  name: 'notes of a case',
  reads: ['case_notes'],
  text: `SELECT ${columns} FROM case_notes WHERE case_id = $1 ORDER BY at`,
};
const byId: Statement = {
  name: 'note by id',
  reads: ['case_notes'],
  text: `SELECT ${columns} FROM case_notes WHERE id = $1`,
};
const openQuestions: Statement = {
  name: 'open questions',
  reads: ['cases', 'case_notes'],
  text: `SELECT c.id AS "caseId", last.id AS "noteId"
    FROM (
      SELECT id FROM cases WHERE reporter_id = (SELECT person_id FROM conversations WHERE id = $1)
        AND state NOT IN ('closed', 'withdrawn', 'duplicate', 'declined', 'resolved')
      UNION ALL
      SELECT id FROM cases WHERE filed_by_id = (SELECT person_id FROM conversations WHERE id = $1) AND reporter_id IS NULL
        AND state NOT IN ('closed', 'withdrawn', 'duplicate', 'declined', 'resolved')
    ) c
    JOIN LATERAL (
      SELECT n.id, n.kind, n.at FROM case_notes n
      WHERE n.case_id = c.id AND n.kind IN ('question', 'answer')
      ORDER BY n.at DESC LIMIT 1
    ) last ON last.kind = 'question'
    ORDER BY last.at DESC`,
};

export function insertNote(unit: Unit, note: NewNoteRow): void {
  unit.put(newNotes, note);
  const file = caseFileOf(unit, note.caseId);
  if (file.notes) file.notes = [...file.notes, note];
}

/** Notes of a case, oldest first. */
export async function listNotes(unit: Unit, caseId: string): Promise<readonly Note[]> {
  const file = caseFileOf(unit, caseId);
  file.notes ??= await unit.rows<Note>(ofCase, [caseId]);
  return file.notes;
}

export async function findNote(unit: Unit, id: string): Promise<Note | null> {
  return (await unit.rows<Note>(byId, [id]))[0] ?? null;
}

/** Cases reported by whose conversation this is, on which an officer's question is the last word of the two. */
export function listOpenQuestions(
  unit: Unit,
  conversationId: string,
): Promise<{ caseId: string; noteId: string }[]> {
  return unit.rows<{ caseId: string; noteId: string }>(openQuestions, [conversationId]);
}

/** The same question, to be asked at the beginning of a unit. */
export function askForOpenQuestions(conversationId: string): Question {
  return { statement: openQuestions, values: [conversationId] };
}
