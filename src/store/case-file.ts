import type { CaseTexts } from './cases.js';
import type { DeadlineView } from './deadlines.js';
import type { Note } from './notes.js';
import { perUnit } from './unit/memory.js';
import type { Unit } from './unit/unit.js';

/**
 * What a unit of work knows of a case: what it has read stays as it was read, and what it writes is added here too, so
 * that it need not be read back.
 */
export interface CaseFile {
  /** The unit holds the case's row, or made it: nobody else changes any of this. */
  locked?: boolean;
  texts?: CaseTexts;
  running?: readonly DeadlineView[];
  notes?: readonly Note[];
  alerted?: readonly string[];
}

const filesOf = perUnit(() => new Map<string, CaseFile>());

export function caseFileOf(unit: Unit, caseId: string): CaseFile {
  const files = filesOf(unit);
  const known = files.get(caseId);
  if (known) return known;
  const file: CaseFile = {};
  files.set(caseId, file);
  return file;
}

/** From here on the unit holds the row; what it read before may have been changed by whoever held it until now. */
export function lockCaseFile(unit: Unit, caseId: string): void {
  if (!caseFileOf(unit, caseId).locked) filesOf(unit).set(caseId, { locked: true });
}
