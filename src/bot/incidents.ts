import { setTimeout as delay } from 'node:timers/promises';
import { type IncidentCode, incidentCodes, kindOf } from '../domain/incidents/incident-kinds.js';
import type { Incident } from '../domain/incidents/judge-incident.js';
import type { Fact, Observer } from '../shared/observer.js';
import { closeIncidents, listOpenIncidents, recordSighting, type Sighting } from '../store/incidents.js';
import type { Engine } from './engine.js';
import { type ChannelEnd, signsOf } from './incident-signs.js';
import { tellAdministrators } from './tell-administrators.js';

/** Rows that take longer are left out of an answer: the database is then itself what is wrong. */
const answerWithinMs = 2000;

/** One cause that holds at this moment. */
export interface Finding {
  code: IncidentCode;
  /** Tells two of a kind apart; empty where there can be only one. */
  key?: string;
  /** How often it happened since it was last said; left out for a state that is merely still there. */
  times?: number;
  detail?: Readonly<Record<string, string | number>>;
}

/**
 * Gathers what is wrong, writes it down, closes what is over and tells the administrators. What this process saw while
 * the database was away is kept here until it is back.
 */
export interface IncidentDesk extends Observer {
  seen(finding: Finding): void;
  /** Writes down, closes, tells. Throws nothing: trouble with the database is itself a finding. */
  settle(): Promise<void>;
  /** What is open; from memory alone while the database is away. */
  list(): Promise<Incident[]>;
}

export function createIncidentDesk(engine: Engine): IncidentDesk {
  const { clock, ids, log, pool } = engine;
  let sightings = new Map<string, Sighting>();
  /** Calls that succeeded: whatever kept the channel from sending is over. */
  let ends = new Map<string, ChannelEnd>();

  const seen = (finding: Finding) => {
    const { code, key = '', times = 0, detail = {} } = finding;
    const now = clock.now();
    const before = sightings.get(`${code}:${key}`);
    sightings.set(`${code}:${key}`, {
      code,
      key,
      firstAt: before?.firstAt ?? now,
      lastAt: now,
      times: (before?.times ?? 0) + times,
      detail: times > 0 ? { ...before?.detail, ...detail } : detail,
    });
  };

  /** Back among the unwritten, before whatever was seen since. */
  const keep = (unwritten: readonly Sighting[]) => {
    for (const old of unwritten) {
      const openKey = `${old.code}:${old.key}`;
      const since = sightings.get(openKey);
      sightings.set(
        openKey,
        since ? { ...since, firstAt: old.firstAt, times: since.times + old.times } : old,
      );
    }
  };

  const write = async () => {
    const taken = [...sightings.values()];
    const ended = [...ends.values()];
    sightings = new Map();
    ends = new Map();
    while (taken.length > 0) {
      const sighting = taken[0];
      if (!sighting) break;
      try {
        const outcome = await recordSighting(pool, ids.next(), sighting);
        taken.shift();
        // The log says it too: when the chat is what is broken, this line and /readyz are all there is.
        if (outcome !== 'known')
          log.error({ code: 'incident', incident: sighting.code, key: sighting.key }, 'incident began');
      } catch (error) {
        keep(taken);
        throw error;
      }
    }
    const now = clock.now();
    const quiet = incidentCodes.map((code) => ({ code, quietMs: kindOf(code).quietMs }));
    for (const { code, key } of await closeIncidents(pool, now, quiet, ended)) {
      log.info({ code: 'incident-over', incident: code, key }, 'incident over');
    }
  };

  return {
    seen,
    note(fact: Fact) {
      const signs = signsOf(fact, clock.now());
      for (const finding of signs.findings) seen(finding);
      for (const end of signs.ends) ends.set(`${end.code}:${end.key}`, end);
    },
    async settle() {
      try {
        await write();
      } catch (error) {
        seen({ code: 'database-away' });
        log.warn({ code: 'incident-not-written', error }, 'incidents are kept in memory');
        return;
      }
      try {
        await tellAdministrators(engine);
      } catch (error) {
        log.warn({ code: 'incident-not-told', error }, 'administrators not told; tried again');
      }
    },
    async list() {
      const unwritten = [...sightings.values()].map((each) => unwrittenIncident(each));
      const late = delay(answerWithinMs, [], { ref: false });
      const written = await Promise.race([listOpenIncidents(pool), late]).catch(() => []);
      const known = new Set(written.map((each) => `${each.code}:${each.key}`));
      return [...written, ...unwritten.filter((each) => !known.has(`${each.code}:${each.key}`))];
    },
  };
}

function unwrittenIncident(seen: Sighting): Incident {
  return {
    id: '',
    code: seen.code,
    key: seen.key,
    firstAt: seen.firstAt,
    openedAt: seen.firstAt,
    lastAt: seen.lastAt,
    count: Math.max(1, seen.times),
    detail: seen.detail,
    toldAt: null,
    resolvedAt: null,
    toldResolvedAt: null,
  };
}
