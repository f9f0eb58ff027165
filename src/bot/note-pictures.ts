import type { NewEvent } from '../domain/cases/decision.js';
import { findNote, listNotes } from '../store/notes.js';
import { type Letter, send, type Work } from './work.js';

/** Three pictures tell the matter; more would bury the card. */
const most = 3;

/** The newest pictures of a case's notes of these kinds. */
export async function sendPictures(
  work: Work,
  letter: Letter,
  caseId: string,
  kinds: readonly string[],
  since?: Date,
): Promise<void> {
  const notes = await listNotes(work.unit, caseId);
  const pictures = notes.filter((n) => n.mediaId && kinds.includes(n.kind) && (!since || n.at >= since));
  for (const note of pictures.slice(-most)) {
    if (note.mediaId) await send(work, letter, { kind: 'image', mediaId: note.mediaId });
  }
}

/** The picture that came with the note of an event. */
export async function sendNotePicture(work: Work, letter: Letter, event: NewEvent): Promise<void> {
  const id = event.body.note;
  const note = typeof id === 'string' ? await findNote(work.unit, id) : null;
  if (note?.mediaId) await send(work, letter, { kind: 'image', mediaId: note.mediaId });
}
