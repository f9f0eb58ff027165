import type { IncidentCode } from './incident-kinds.js';

/** Codes of refusals that an administrator has to mend, by what he has to do (path/90313). */
const causes: readonly (readonly [IncidentCode, readonly string[]])[] = [
  ['wecom-address', ['wecom-60020']],
  ['wecom-secret', ['wecom-40001', 'wecom-40013', 'wecom-40056', 'wecom-40091', 'wecom-41001']],
  [
    'wecom-permission',
    [
      'wecom-48002',
      'wecom-48004',
      'wecom-48005',
      'wecom-50001',
      'wecom-50003',
      'wecom-80001',
      'wecom-85005',
      'wecom-301002',
    ],
  ],
  [
    'wecom-member',
    ['wecom-50002', 'wecom-60011', 'wecom-60021', 'wecom-60030', 'wecom-81011', 'wecom-81014'],
  ],
  ['wecom-licence', ['wecom-unlicenseduser', 'wecom-701008', 'wecom-701099', 'wecom-2000002']],
  ['wecom-busy', ['wecom-45009', 'wecom-45033']],
  ['wecom-unreachable', ['wecom-unreachable', 'wecom-unreadable']],
];

/** Which incident a failed call of a channel is a sign of; null if it concerns that one message only. */
export function troubleOf(code: string, remedy: string): IncidentCode | null {
  const known = causes.find(([, codes]) => codes.includes(code));
  if (known) return known[0];
  if (/^wecom-http-5/.test(code)) return 'wecom-unreachable';
  return remedy === 'tell-operator' ? 'wecom-refused' : null;
}

/**
 * Failed for good, and nobody's fault: the words were erased, a card had no right to be updated left, or a restore counted
 * them as told.
 */
export const harmlessFailures: readonly string[] = ['erased', 'channel-cannot', 'no-right', 'restored'];
