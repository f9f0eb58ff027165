import { listAlerted } from '../store/cards.js';
import type { Work } from './work.js';

/** Who was sent the alert of an emergency: these may answer it whatever their post. */
export async function findAlerted(work: Work, caseId: string): Promise<readonly string[]> {
  return listAlerted(work.unit, caseId);
}
