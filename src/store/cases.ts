import type { Case } from '../domain/cases/case.js';
import { endedStates } from '../domain/cases/case.js';
import { AppError } from '../shared/errors.js';
import { caseFileOf, lockCaseFile } from './case-file.js';
import { type CaseColumns, caseColumns, parseCaseRow, toCaseRow } from './case-row.js';
import type { Tx } from './client.js';
import { beginStream } from './events.js';
import type { Case as CaseRow } from './generated/client.js';
import type { Statement, Unit } from './unit/unit.js';
import { insertInto, updateOf } from './unit/write.js';

export interface CaseTexts {
  summary: string;
  place: string | null;
  latitude: number | null;
  longitude: number | null;
  onBehalfOf: string | null;
}

const erasedTexts: CaseTexts = {
  summary: '（内容已删除）',
  place: null,
  latitude: null,
  longitude: null,
  onBehalfOf: null,
};

const columns = { id: 'id uuid', ...caseColumns } as const;
const newCases = insertInto<{ id: string } & CaseColumns>('case', 'cases', columns, (row) => row.id);
const changedCases = updateOf<{ id: string } & CaseColumns, 'id'>('case-changed', 'cases', 'id', columns);
const newTexts = insertInto<{ caseId: string } & CaseTexts>('case-text', 'case_texts', {
  caseId: 'case_id uuid',
  summary: 'summary text',
  place: 'place text',
  latitude: 'latitude float8',
  longitude: 'longitude float8',
  onBehalfOf: 'on_behalf_of text',
});

const rowColumns = Object.entries(columns)
  .map(([field, column]) => `${column.split(' ')[0]} AS "${field}"`)
  .join(', ');

function select(name: string, rest: string): Statement {
  return { name: `cases ${name}`, reads: ['cases'], text: `SELECT ${rowColumns} FROM cases ${rest}` };
}

const open = `state NOT IN (${endedStates.map((s) => `'${s}'`).join(', ')})`;
const byIdLocked = select('by id, locked', 'WHERE id = $1 FOR UPDATE');
const byId = select('by id', 'WHERE id = $1');
const byNumber = select('by number', 'WHERE number = $1');
const ofReporter = select(
  'of a reporter',
  'WHERE reporter_id = $1 OR filed_by_id = $1 ORDER BY reported_at DESC LIMIT $2',
);
const ofAssignee = select(
  'of an assignee',
  `WHERE assignee_id = $1 AND ${open} ORDER BY reported_at LIMIT 50`,
);
const ofUnit = select('of a unit', `WHERE unit_code = $1 AND ${open} ORDER BY reported_at LIMIT 50`);
const queued = select(
  'queued',
  `WHERE state IN ('reported', 'accepted', 'returned') ORDER BY reported_at LIMIT 50`,
);
const nextSequence: Statement = {
  name: 'next case number',
  reads: [],
  text: `SELECT nextval('case_number_seq') AS n`,
};
const texts: Statement = {
  name: 'case texts',
  reads: ['case_texts'],
  text: `SELECT summary, place, latitude, longitude, on_behalf_of AS "onBehalfOf" FROM case_texts WHERE case_id = $1`,
};

/** The next value for a case number; the check digit is added by the caller. */
export async function nextCaseSequence(unit: Unit): Promise<number> {
  const row = (await unit.rows<{ n: string }>(nextSequence, []))[0];
  if (!row) throw new AppError('case-number', 'retry', 'no case number could be drawn');
  return Number(row.n);
}

export function insertCase(unit: Unit, c: Case, texts: CaseTexts): void {
  unit.put(newCases, { id: c.id, ...toCaseRow(c) });
  unit.put(newTexts, { caseId: c.id, ...texts });
  beginStream(unit, c.id);
  Object.assign(caseFileOf(unit, c.id), { locked: true, texts, running: [], notes: [], alerted: [] });
}

export function saveCase(unit: Unit, c: Case): void {
  const row = { id: c.id, ...toCaseRow(c) };
  if (!unit.replace(newCases, row)) unit.put(changedCases, row);
}

/** The case under a row lock until the transaction ends. */
export async function lockCase(unit: Unit, id: string): Promise<Case> {
  const row = (await unit.rows<CaseRow>(byIdLocked, [id]))[0];
  if (!row) throw new AppError('case-unknown', 'tell-user', `no case ${id}`);
  lockCaseFile(unit, id);
  return parseCaseRow(row);
}

export async function findCase(unit: Unit, id: string): Promise<Case | null> {
  const row = (await unit.rows<CaseRow>(byId, [id]))[0];
  return row ? parseCaseRow(row) : null;
}

export async function findCaseByNumber(unit: Unit, number: string): Promise<Case | null> {
  const row = (await unit.rows<CaseRow>(byNumber, [number]))[0];
  return row ? parseCaseRow(row) : null;
}

export async function loadTexts(unit: Unit, caseId: string): Promise<CaseTexts> {
  const file = caseFileOf(unit, caseId);
  file.texts ??= (await unit.rows<CaseTexts>(texts, [caseId]))[0] ?? erasedTexts;
  return file.texts;
}

export async function saveTexts(unit: Unit, caseId: string, change: Partial<CaseTexts>): Promise<void> {
  const tx = await unit.tx();
  await tx.caseText.update({ where: { caseId }, data: change });
  delete caseFileOf(unit, caseId).texts;
}

/** Cases a person reported (or filed for others), newest first. */
export async function listCasesOfReporter(unit: Unit, personId: string, limit: number): Promise<Case[]> {
  return (await unit.rows<CaseRow>(ofReporter, [personId, limit])).map(parseCaseRow);
}

/** Open cases a person answers for, oldest first. */
export async function listCasesOfAssignee(unit: Unit, personId: string): Promise<Case[]> {
  return (await unit.rows<CaseRow>(ofAssignee, [personId])).map(parseCaseRow);
}

export async function listCasesOfUnit(unit: Unit, unitCode: string): Promise<Case[]> {
  return (await unit.rows<CaseRow>(ofUnit, [unitCode])).map(parseCaseRow);
}

/** What waits for a dispatcher, oldest first. */
export async function listQueue(unit: Unit): Promise<Case[]> {
  return (await unit.rows<CaseRow>(queued, [])).map(parseCaseRow);
}

/** Newest cases of the whole zone, for the demo's board. */
export async function listNewestCases(tx: Tx, limit: number): Promise<Case[]> {
  const rows = await tx.case.findMany({ orderBy: { reportedAt: 'desc' }, take: limit });
  return rows.map(parseCaseRow);
}
