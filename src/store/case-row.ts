import { z } from 'zod';
import { urgencies } from '../config/cases-schema.js';
import {
  type Case,
  type CaseBase,
  caseKinds,
  isEnded,
  ownerOf,
  type StateFields,
  stateFieldsSchema,
} from '../domain/cases/case.js';
import { AppError } from '../shared/errors.js';
import type { Case as CaseRow } from './generated/client.js';

const kindSchema = z.enum(caseKinds);
const urgencySchema = z.enum(urgencies);

function need<T>(value: T | null | undefined, row: CaseRow, field: string): T {
  if (value === null || value === undefined) {
    throw new AppError('case-row', 'give-up', `case ${row.id} in state ${row.state} lacks ${field}`);
  }
  return value;
}

/** A row of `cases` as the union the rules work on. */
export function parseCaseRow(row: CaseRow): Case {
  const fields = stateFieldsSchema.parse(row.stateFields);
  const base: CaseBase = {
    id: row.id,
    number: row.number,
    kind: kindSchema.parse(row.kind),
    categoryCode: row.categoryCode,
    gridCode: row.gridCode,
    urgency: urgencySchema.parse(row.urgency),
    reporterId: row.reporterId,
    filedById: row.filedById,
    anonymous: row.anonymous,
    restricted: row.restricted,
    escalation: row.escalation,
    supervisedAt: row.supervisedAt,
    hops: row.hops,
    pressCount: row.pressCount,
    reopenCount: row.reopenCount,
    revision: row.revision,
    reportedAt: row.reportedAt,
    stateSince: row.stateSince,
  };
  const owner = () => ({
    unitCode: need(row.unitCode, row, 'unit'),
    assigneeId: need(row.assigneeId, row, 'assignee'),
  });
  const closedAt = () => need(row.closedAt, row, 'closedAt');
  switch (row.state) {
    case 'reported':
    case 'accepted':
      return { ...base, state: row.state, queueReason: need(fields.queueReason, row, 'queueReason') };
    case 'assigned':
    case 'acknowledged':
    case 'in-progress':
    case 'reopened':
      return { ...base, state: row.state, ...owner() };
    case 'checking':
    case 'resolved':
      return { ...base, state: row.state, ...owner(), resolvedAt: need(row.resolvedAt, row, 'resolvedAt') };
    case 'returned':
      return {
        ...base,
        state: 'returned',
        reason: need(fields.returnReason, row, 'returnReason'),
        fromUnitCode: need(fields.fromUnitCode, row, 'fromUnitCode'),
      };
    case 'closed':
      return {
        ...base,
        state: 'closed',
        how: need(fields.closeReason, row, 'closeReason'),
        owner: row.unitCode && row.assigneeId ? owner() : null,
        score: fields.score ?? null,
        closedAt: closedAt(),
      };
    case 'withdrawn':
      return { ...base, state: 'withdrawn', closedAt: closedAt() };
    case 'duplicate':
      return {
        ...base,
        state: 'duplicate',
        of: need(fields.duplicateOf, row, 'duplicateOf'),
        closedAt: closedAt(),
      };
    case 'declined':
      return {
        ...base,
        state: 'declined',
        reason: need(fields.declineReason, row, 'declineReason'),
        closedAt: closedAt(),
      };
    default:
      throw new AppError('case-row', 'give-up', `case ${row.id} has the unknown state ${row.state}`);
  }
}

function fieldsOf(c: Case): StateFields {
  switch (c.state) {
    case 'reported':
    case 'accepted':
      return { queueReason: c.queueReason };
    case 'returned':
      return { returnReason: c.reason, fromUnitCode: c.fromUnitCode };
    case 'closed':
      return { closeReason: c.how, ...(c.score ? { score: c.score } : {}) };
    case 'duplicate':
      return { duplicateOf: c.of };
    case 'declined':
      return { declineReason: c.reason };
    default:
      return {};
  }
}

/** Columns of `cases` beside the id. */
export type CaseColumns = Omit<CaseRow, 'id' | 'stateFields'> & { stateFields: StateFields };

export const caseColumns: { readonly [Field in keyof CaseColumns]: string } = {
  number: 'number text',
  kind: 'kind text',
  state: 'state text',
  categoryCode: 'category_code text',
  gridCode: 'grid_code text',
  urgency: 'urgency text',
  unitCode: 'unit_code text',
  assigneeId: 'assignee_id uuid',
  reporterId: 'reporter_id uuid',
  filedById: 'filed_by_id uuid',
  anonymous: 'anonymous boolean',
  restricted: 'restricted boolean',
  escalation: 'escalation int',
  supervisedAt: 'supervised_at timestamptz',
  hops: 'hops int',
  pressCount: 'press_count int',
  reopenCount: 'reopen_count int',
  revision: 'revision int',
  reportedAt: 'reported_at timestamptz',
  stateSince: 'state_since timestamptz',
  resolvedAt: 'resolved_at timestamptz',
  closedAt: 'closed_at timestamptz',
  stateFields: 'state_fields jsonb',
};

/** The row of a case, without its id. */
export function toCaseRow(c: Case): CaseColumns {
  const owner = ownerOf(c);
  return {
    number: c.number,
    kind: c.kind,
    state: c.state,
    categoryCode: c.categoryCode,
    gridCode: c.gridCode,
    urgency: c.urgency,
    unitCode: owner?.unitCode ?? null,
    assigneeId: owner?.assigneeId ?? null,
    reporterId: c.reporterId,
    filedById: c.filedById,
    anonymous: c.anonymous,
    restricted: c.restricted,
    escalation: c.escalation,
    supervisedAt: c.supervisedAt,
    hops: c.hops,
    pressCount: c.pressCount,
    reopenCount: c.reopenCount,
    revision: c.revision,
    reportedAt: c.reportedAt,
    stateSince: c.stateSince,
    resolvedAt: c.state === 'checking' || c.state === 'resolved' ? c.resolvedAt : null,
    closedAt: isEnded(c) && 'closedAt' in c ? c.closedAt : null,
    stateFields: fieldsOf(c),
  };
}
