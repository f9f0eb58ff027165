import type { CaseTexts } from './cases.js';
import type { DeadlineView } from './deadlines.js';
import type { Note } from './notes.js';
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

const files = new WeakMap<Unit, Map<string, CaseFile>>();

export function caseFileOf(unit: Unit, caseId: string): CaseFile {
  let known = files.get(unit);
  if (!known) {
    known = new Map();
    files.set(unit, known);
  }
  let file = known.get(caseId);
  if (!file) {
    file = {};
    known.set(caseId, file);
  }
  return file;
}

/** From here on the unit holds the row; what it read before may have been changed by whoever held it until now. */
export function lockCaseFile(unit: Unit, caseId: string): void {
  if (!caseFileOf(unit, caseId).locked) files.get(unit)?.set(caseId, { locked: true });
}
