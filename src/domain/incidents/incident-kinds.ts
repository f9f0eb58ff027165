/**
 * Everything an administrator is told of, each with its two sentences `incident.name-…` and `incident.remedy-…` in
 * replies.yaml.
 */
export const incidentCodes = [
  'database-away',
  'queue-away',
  'spool-in-use',
  'spool-unwritable',
  'spool-refused',
  'wecom-address',
  'wecom-secret',
  'wecom-permission',
  'wecom-licence',
  'wecom-member',
  'wecom-busy',
  'wecom-refused',
  'wecom-unreachable',
  'deliveries-failing',
  'message-waiting',
  'delivery-waiting',
  'reminder-late',
  'message-put-aside',
  'handler-error',
  'calendar-missing',
  'duty-gap',
  'disk-full',
  'log-broken',
  'log-tampered',
  'clock-off',
] as const;

export type IncidentCode = (typeof incidentCodes)[number];

export interface IncidentKind {
  /** It is over when nobody has seen it for so long. */
  quietMs: number;
  /** Shorter ones are recorded and not told: a restart of a server is nobody's trouble. */
  tellAfterMs: number;
  /** While it lasts the administrator cannot be reached by this channel. */
  blocksChat: boolean;
}

const minuteMs = 60_000;

/** Seen anew at every look, several times a minute: silence means that the cause is gone. */
const lasting: IncidentKind = { quietMs: 45_000, tellAfterMs: 0, blocksChat: false };
/** Single happenings: over when none came for half an hour. */
const happening: IncidentKind = { quietMs: 30 * minuteMs, tellAfterMs: 0, blocksChat: false };
/** Seen when something is sent, and while the channel rests; a call that succeeds ends it at once. */
const refusal: IncidentKind = { quietMs: 6 * minuteMs, tellAfterMs: 0, blocksChat: true };

const special: Partial<Record<IncidentCode, IncidentKind>> = {
  'database-away': { ...lasting, tellAfterMs: 10_000 },
  'queue-away': { ...lasting, tellAfterMs: 30_000 },
  'spool-unwritable': happening,
  'spool-refused': happening,
  'wecom-address': refusal,
  'wecom-secret': refusal,
  'wecom-permission': refusal,
  // Single members: others still get what is sent to them.
  'wecom-licence': { ...refusal, blocksChat: false },
  'wecom-member': { ...refusal, blocksChat: false },
  'wecom-busy': { ...refusal, tellAfterMs: 10 * minuteMs },
  'wecom-refused': refusal,
  'wecom-unreachable': { ...refusal, tellAfterMs: 2 * minuteMs },
  'message-put-aside': happening,
  'handler-error': happening,
};

export function kindOf(code: IncidentCode): IncidentKind {
  return special[code] ?? lasting;
}
