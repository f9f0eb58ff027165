import { kindOf } from '../domain/incidents/incident-kinds.js';
import { type Incident, judgeIncident, type Word } from '../domain/incidents/judge-incident.js';
import { listUntoldIncidents, lockUntoldIncidents, markIncidentTold } from '../store/incidents.js';
import { findAddress, findPersonByKey } from '../store/people.js';
import { describeIncident } from './describe-incident.js';
import { type Engine, runWork } from './engine.js';
import { fillReply } from './sentences.js';
import { sayTo, type Work } from './work.js';

const sentences: Record<Word, string> = {
  open: 'incident.open',
  over: 'incident.over',
  past: 'incident.past',
};

/** More than so many at once become one message. */
const mostSingly = 3;

interface Untold {
  incident: Incident;
  word: Word;
}

/**
 * Tells every administrator what began and what ended, once. The rows are locked while they are told, and marked in the
 * transaction that queues the messages, so that of several processes one tells.
 */
export async function tellAdministrators(engine: Engine): Promise<void> {
  if (engine.zone.config.zone.administrators.length === 0) return;
  const now = engine.clock.now();
  if (!untoldOf(await listUntoldIncidents(engine.pool, now), now).length) return;
  await runWork(engine, async (work) => {
    const incidents = await lockUntoldIncidents(await work.unit.tx(), work.now);
    const untold = untoldOf(incidents, work.now);
    const readers = await findAdministrators(work, incidents);
    // Another process tells at this moment, or nobody can be reached: then it is told when the channel is back.
    if (untold.length === 0 || readers.length === 0) return;
    for (const personId of readers) await tell(work, personId, untold);
    for (const { incident, word } of untold) {
      await markIncidentTold(await work.unit.tx(), incident.id, word !== 'open', work.now);
    }
  });
}

function untoldOf(incidents: readonly Incident[], now: Date): Untold[] {
  return incidents.flatMap((incident) => {
    const word = judgeIncident(incident, now);
    return word ? [{ incident, word }] : [];
  });
}

/** Administrators who can be written to at this moment. */
async function findAdministrators(work: Work, incidents: readonly Incident[]): Promise<string[]> {
  const blocked = new Set(
    incidents.filter((i) => i.resolvedAt === null && kindOf(i.code).blocksChat).map((i) => i.key),
  );
  const found = new Set<string>();
  for (const { userid } of work.zone.config.zone.administrators) {
    for (const channel of work.channels) {
      const person = await findPersonByKey(work.unit, channel, userid);
      if (person?.status !== 'active') continue;
      const used = await findAddress(work.unit, person.id, work.channels);
      if (used && !blocked.has(used)) found.add(person.id);
    }
  }
  return [...found];
}

async function tell(work: Work, personId: string, untold: readonly Untold[]): Promise<void> {
  const letter = { personId, caseId: null, lane: 'notice' as const };
  if (untold.length > mostSingly) {
    const lines = untold.map(({ incident, word }) =>
      fillReply(
        work.zone.config.replies,
        word === 'open' ? 'incident.line-open' : 'incident.line-over',
        describeIncident(work.zone, incident, work.now),
      ),
    );
    await sayTo(work, letter, 'incident.several', { count: untold.length, lines: lines.join('\n') });
    return;
  }
  for (const { incident, word } of untold) {
    await sayTo(work, letter, sentences[word], describeIncident(work.zone, incident, work.now));
  }
}
