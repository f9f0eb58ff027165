import { type IncidentCode, kindOf } from './incident-kinds.js';

export interface Incident {
  id: string;
  code: IncidentCode;
  /** Tells two of a kind apart, e.g. the channel or the machine; often empty. */
  key: string;
  /** When it was first seen. */
  firstAt: Date;
  /** When its present stretch began: later than `firstAt` if it went away and came back. */
  openedAt: Date;
  lastAt: Date;
  count: number;
  detail: Readonly<Record<string, string | number>>;
  toldAt: Date | null;
  resolvedAt: Date | null;
  toldResolvedAt: Date | null;
}

/** Back within this time it is the same incident, and not told again. */
export const sameWithinMs = 30 * 60_000;

/** It is called over when it has stayed away for so long: else a cause that flickers would be told at every flicker. */
export const settledAfterMs = 2 * 60_000;

/** `open`: it began · `over`: it ended · `past`: it began and ended before anybody could be told. */
export type Word = 'open' | 'over' | 'past';

/** What the administrator is still to be told of an incident at `now`; null if nothing. */
export function judgeIncident(incident: Incident, now: Date): Word | null {
  const { toldAt, resolvedAt, toldResolvedAt, openedAt, firstAt } = incident;
  const { tellAfterMs } = kindOf(incident.code);
  if (resolvedAt === null) {
    if (toldAt === null) return incident.lastAt.getTime() - openedAt.getTime() >= tellAfterMs ? 'open' : null;
    // Called over and back since: the same, unless it stays.
    return toldResolvedAt !== null && now.getTime() - openedAt.getTime() >= sameWithinMs ? 'open' : null;
  }
  if (toldResolvedAt !== null || now.getTime() - resolvedAt.getTime() < settledAfterMs) return null;
  if (toldAt !== null) return 'over';
  return incident.lastAt.getTime() - firstAt.getTime() >= tellAfterMs ? 'past' : null;
}
