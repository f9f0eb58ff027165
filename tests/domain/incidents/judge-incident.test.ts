import { describe, expect, it } from 'vitest';
import { troubleOf } from '../../../src/domain/incidents/delivery-trouble.js';
import { type IncidentCode, incidentCodes, kindOf } from '../../../src/domain/incidents/incident-kinds.js';
import { type Incident, judgeIncident } from '../../../src/domain/incidents/judge-incident.js';

const start = Date.parse('2026-09-23T10:00:00+08:00');
const at = (minutes: number) => new Date(start + minutes * 60_000);

function incident(change: Partial<Incident> = {}): Incident {
  return {
    id: 'i',
    code: 'disk-full',
    key: '',
    firstAt: at(0),
    openedAt: at(0),
    lastAt: at(0),
    count: 1,
    detail: {},
    toldAt: null,
    resolvedAt: null,
    toldResolvedAt: null,
    ...change,
  };
}

describe('What an administrator is still to be told of', () => {
  it.each<[string, Incident, Date, ReturnType<typeof judgeIncident>]>([
    ['one that began', incident(), at(0), 'open'],
    ['nothing more while it lasts', incident({ toldAt: at(0) }), at(600), null],
    [
      'nothing yet of one that ended a minute ago',
      incident({ toldAt: at(0), resolvedAt: at(9) }),
      at(10),
      null,
    ],
    ['one that ended two minutes ago', incident({ toldAt: at(0), resolvedAt: at(8) }), at(10), 'over'],
    [
      'nothing more of one that was called over',
      incident({ toldAt: at(0), resolvedAt: at(8), toldResolvedAt: at(10) }),
      at(600),
      null,
    ],
    ['one that began and ended while nobody could be told', incident({ resolvedAt: at(8) }), at(10), 'past'],
    [
      'nothing of one that was called over and came back a moment ago',
      incident({ toldAt: at(0), toldResolvedAt: at(10), openedAt: at(12), lastAt: at(12) }),
      at(12),
      null,
    ],
    [
      'one that was called over, came back, and stayed for half an hour',
      incident({ toldAt: at(0), toldResolvedAt: at(10), openedAt: at(12), lastAt: at(42) }),
      at(42),
      'open',
    ],
    ['nothing of a queue that is away for seconds', incident({ code: 'queue-away' }), at(0), null],
    [
      'a queue that is away for half a minute',
      incident({ code: 'queue-away', lastAt: at(0.5) }),
      at(0.5),
      'open',
    ],
  ])('%s', (_what, given, now, expected) => {
    expect(judgeIncident(given, now)).toBe(expected);
  });
});

describe('A refusal by WeCom', () => {
  it.each<[string, string, IncidentCode | null]>([
    ['wecom-60020', 'tell-operator', 'wecom-address'],
    ['wecom-40001', 'tell-operator', 'wecom-secret'],
    ['wecom-40013', 'tell-operator', 'wecom-secret'],
    ['wecom-48002', 'tell-operator', 'wecom-permission'],
    ['wecom-unlicenseduser', 'tell-operator', 'wecom-licence'],
    ['wecom-81011', 'tell-operator', 'wecom-member'],
    ['wecom-45009', 'retry', 'wecom-busy'],
    ['wecom-unreachable', 'retry', 'wecom-unreachable'],
    ['wecom-http-502', 'retry', 'wecom-unreachable'],
    ['wecom-999999', 'tell-operator', 'wecom-refused'],
    ['wecom-invaliduser', 'give-up', null],
    ['wecom--1', 'retry', null],
  ])('%s (%s) is a sign of %s', (code, remedy, expected) => {
    expect(troubleOf(code, remedy)).toBe(expected);
  });

  it('keeps from writing to the administrator only when it stands in everybody’s way', () => {
    const blocking = incidentCodes.filter((code) => kindOf(code).blocksChat);
    expect(blocking).toContain('wecom-address');
    expect(blocking).not.toContain('wecom-member');
    expect(blocking.every((code) => code.startsWith('wecom-'))).toBe(true);
  });
});
