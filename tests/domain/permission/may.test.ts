import { describe, expect, it } from 'vitest';
import type { CommandType } from '../../../src/domain/cases/command.js';
import type { Relation } from '../../../src/domain/cases/transitions.js';
import { type Actor, may, type Post, relationsTo } from '../../../src/domain/permission/may.js';
import { allCommands, caseIn, people } from '../../support/make-case.js';

const zone = { townCentre: 'HW', zoneCentre: 'QW' };
const post = (role: Post['role'], unitCode: string | null, gridCode: string | null = null): Post => ({
  role,
  unitCode,
  gridCode,
});
const person = (personId: string, ...posts: Post[]): Actor => ({ kind: 'person', personId, posts });

const c = caseIn('acknowledged', { filedById: 'p-filer' });
const grid = c.gridCode ?? '';
const actors: Record<Exclude<Relation, 'system'>, Actor> = {
  reporter: person(people.reporter),
  filer: person('p-filer'),
  assignee: person(people.officer),
  unit: person('p-other', post('办件人', 'HS')),
  superior: person('p-head', post('分管负责人', 'HS')),
  'grid-worker': person('p-worker', post('网格员', null, grid)),
  alerted: person('p-duty'),
  town: person('p-town', post('调度员', 'HW')),
  zone: person('p-zone', post('调度员', 'QW')),
};
const thing = { kind: 'case', case: c, alertedIds: ['p-duty'] } as const;

/** Written by hand: who may do what. A line changed here is a rule changed for people. */
const table: Record<CommandType, readonly Relation[]> = {
  accept: ['town', 'zone', 'system'],
  assign: ['town', 'zone', 'system'],
  locate: ['reporter', 'filer', 'assignee', 'unit', 'town', 'zone'],
  acknowledge: ['assignee', 'unit', 'alerted'],
  reply: ['town', 'zone'],
  contact: ['assignee', 'unit'],
  return: ['assignee', 'unit'],
  transfer: ['assignee', 'unit', 'town', 'zone'],
  ask: ['assignee', 'unit', 'town', 'zone'],
  answer: ['reporter', 'filer'],
  add: ['reporter', 'filer', 'assignee', 'unit', 'grid-worker', 'town', 'zone'],
  'request-extension': ['assignee', 'unit'],
  'grant-extension': ['superior', 'town', 'zone'],
  'refuse-extension': ['superior', 'town', 'zone'],
  'report-progress': ['assignee', 'unit'],
  resolve: ['assignee', 'unit'],
  'pass-check': ['town', 'zone', 'system'],
  'fail-check': ['town', 'zone'],
  rate: ['reporter', 'filer'],
  reopen: ['reporter', 'filer', 'town', 'zone'],
  lapse: ['system'],
  press: ['reporter', 'filer'],
  withdraw: ['reporter', 'filer'],
  decline: ['town', 'zone'],
  'mark-duplicate': ['town', 'zone'],
  escalate: ['system'],
  supervise: ['zone', 'system'],
};

describe('Who may do what to a case', () => {
  it.each(Object.entries(actors))('%s: exactly what the table says', (relation, actor) => {
    expect(relationsTo(actor, c, thing.alertedIds, zone)).toEqual([relation]);
    const allowed = allCommands.map((x) => x.type).filter((type) => may(actor, type, thing, zone));
    const expected = Object.entries(table).filter(([, by]) => by.some((r) => r === relation));
    expect(allowed.sort()).toEqual(expected.map(([type]) => type).sort());
    expect(may(actor, 'see-texts', thing, zone)).toBe(true);
  });

  it('the clock does what only rules may do', () => {
    const allowed = allCommands
      .map((x) => x.type)
      .filter((type) => may({ kind: 'system' }, type, thing, zone));
    expect(allowed.sort()).toEqual(['accept', 'assign', 'escalate', 'lapse', 'pass-check', 'supervise']);
  });
});

describe('Somebody whom a case does not concern', () => {
  const strangers: [string, Actor][] = [
    ['a resident', person('p-stranger')],
    ['an officer of another unit', person('p-sj', post('办件人', 'SJ'))],
    ['the head of another unit', person('p-sj-head', post('分管负责人', 'SJ'))],
    ['the grid worker of another grid', person('p-far', post('网格员', null, '371102100510001'))],
    ['a helper of the same grid', person('p-aux', post('网格协管员', null, grid))],
    ['a trainer of the town centre', person('p-trainer', post('讲师', 'HW'))],
    ['a dispatcher’s role in a unit that is no centre', person('p-odd', post('调度员', 'SJ'))],
  ];
  it.each(strangers)('%s sees nothing of it and can do nothing to it', (_who, actor) => {
    expect(relationsTo(actor, c, thing.alertedIds, zone)).toEqual([]);
    expect(may(actor, 'see', thing, zone)).toBe(false);
    expect(may(actor, 'see-texts', thing, zone)).toBe(false);
    expect(allCommands.filter((x) => may(actor, x.type, thing, zone))).toEqual([]);
  });

  it('does not see the queue, other units’ cases, other grids’ cases', () => {
    const officer = person('p-sj', post('办件人', 'SJ'));
    expect(may(officer, 'see', { kind: 'queue' }, zone)).toBe(false);
    expect(may(officer, 'see', { kind: 'unit-cases', unitCode: 'HS' }, zone)).toBe(false);
    expect(may(officer, 'see', { kind: 'unit-cases', unitCode: 'SJ' }, zone)).toBe(true);
    expect(may(actors['grid-worker'], 'see', { kind: 'grid-cases', gridCode: '371102100510001' }, zone)).toBe(
      false,
    );
    expect(may(actors['grid-worker'], 'see', { kind: 'grid-cases', gridCode: grid }, zone)).toBe(true);
  });
});

describe('A restricted case', () => {
  const restricted = { ...thing, case: caseIn('acknowledged', { restricted: true }) };

  it('does not exist for the grid’s own worker', () => {
    expect(may(actors['grid-worker'], 'see', restricted, zone)).toBe(false);
    expect(may(actors['grid-worker'], 'add', restricted, zone)).toBe(false);
  });

  it('is seen by those who handle it and by whoever reported it', () => {
    for (const who of ['reporter', 'assignee', 'town', 'zone'] as const) {
      expect(may(actors[who], 'see-texts', restricted, zone), who).toBe(true);
    }
  });
});

describe('The duty list', () => {
  it('is shown to everybody in office and to no resident', () => {
    expect(may(actors['grid-worker'], 'see', { kind: 'duty', unitCode: 'HW' }, zone)).toBe(true);
    expect(may(actors.reporter, 'see', { kind: 'duty', unitCode: 'HW' }, zone)).toBe(false);
  });

  it('is entered by the unit’s own people only', () => {
    expect(may(actors.unit, 'take-shift', { kind: 'duty', unitCode: 'HS' }, zone)).toBe(true);
    expect(may(actors.unit, 'take-shift', { kind: 'duty', unitCode: 'HW' }, zone)).toBe(false);
  });
});
