import type { Case } from '../domain/cases/case.js';
import { endedStates } from '../domain/cases/case.js';
import { AppError } from '../shared/errors.js';
import { parseCaseRow, toCaseRow } from './case-row.js';
import type { Tx } from './client.js';

export interface CaseTexts {
  summary: string;
  place: string | null;
  latitude: number | null;
  longitude: number | null;
  onBehalfOf: string | null;
}

/** The next value for a case number; the check digit is added by the caller. */
export async function nextCaseSequence(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw<{ n: bigint }[]>`SELECT nextval('case_number_seq') AS n`;
  const row = rows[0];
  if (!row) throw new AppError('case-number', 'retry', 'no case number could be drawn');
  return Number(row.n);
}

export async function insertCase(tx: Tx, c: Case, texts: CaseTexts): Promise<void> {
  await tx.case.create({ data: { id: c.id, ...toCaseRow(c), text: { create: texts } } });
}

export async function saveCase(tx: Tx, c: Case): Promise<void> {
  await tx.case.update({ where: { id: c.id }, data: toCaseRow(c) });
}

/** The case under a row lock until the transaction ends. */
export async function lockCase(tx: Tx, id: string): Promise<Case> {
  await tx.$queryRaw`SELECT 1 FROM cases WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.case.findUnique({ where: { id } });
  if (!row) throw new AppError('case-unknown', 'tell-user', `no case ${id}`);
  return parseCaseRow(row);
}

export async function findCase(tx: Tx, id: string): Promise<Case | null> {
  const row = await tx.case.findUnique({ where: { id } });
  return row ? parseCaseRow(row) : null;
}

export async function findCaseByNumber(tx: Tx, number: string): Promise<Case | null> {
  const row = await tx.case.findUnique({ where: { number } });
  return row ? parseCaseRow(row) : null;
}

export async function loadTexts(tx: Tx, caseId: string): Promise<CaseTexts> {
  const row = await tx.caseText.findUnique({ where: { caseId } });
  return row ?? { summary: '（内容已删除）', place: null, latitude: null, longitude: null, onBehalfOf: null };
}

export async function saveTexts(tx: Tx, caseId: string, change: Partial<CaseTexts>): Promise<void> {
  await tx.caseText.update({ where: { caseId }, data: change });
}

const stillOpen = { state: { notIn: [...endedStates] } };

/** Cases a person reported (or filed for others), newest first. */
export async function listCasesOfReporter(tx: Tx, personId: string, limit: number): Promise<Case[]> {
  const rows = await tx.case.findMany({
    where: { OR: [{ reporterId: personId }, { filedById: personId }] },
    orderBy: { reportedAt: 'desc' },
    take: limit,
  });
  return rows.map(parseCaseRow);
}

/** Open cases a person answers for, oldest first. */
export async function listCasesOfAssignee(tx: Tx, personId: string): Promise<Case[]> {
  const rows = await tx.case.findMany({
    where: { assigneeId: personId, ...stillOpen },
    orderBy: { reportedAt: 'asc' },
    take: 50,
  });
  return rows.map(parseCaseRow);
}

export async function listCasesOfUnit(tx: Tx, unitCode: string): Promise<Case[]> {
  const rows = await tx.case.findMany({
    where: { unitCode, ...stillOpen },
    orderBy: { reportedAt: 'asc' },
    take: 50,
  });
  return rows.map(parseCaseRow);
}

/** What waits for a dispatcher, oldest first. */
export async function listQueue(tx: Tx): Promise<Case[]> {
  const rows = await tx.case.findMany({
    where: { state: { in: ['reported', 'accepted', 'returned'] } },
    orderBy: { reportedAt: 'asc' },
    take: 50,
  });
  return rows.map(parseCaseRow);
}

/** Newest cases of the whole zone, for the demo's board. */
export async function listNewestCases(tx: Tx, limit: number): Promise<Case[]> {
  const rows = await tx.case.findMany({ orderBy: { reportedAt: 'desc' }, take: limit });
  return rows.map(parseCaseRow);
}

/** How many open cases each of these people answers for. */
export async function countOpenByAssignee(tx: Tx, personIds: string[]): Promise<Map<string, number>> {
  const rows = await tx.case.groupBy({
    by: ['assigneeId'],
    where: { assigneeId: { in: personIds }, ...stillOpen },
    _count: true,
  });
  return new Map(rows.map((r) => [r.assigneeId ?? '', r._count]));
}
