import type { NewEvent } from '../domain/cases/decision.js';
import { type EventAuthor, recordEvents } from '../store/events.js';
import type { Work } from './work.js';

/**
 * Appends a case's events to the log in their order; those that only follow from config are the rules' own, so that
 * nobody is written down as the one who checked or closed what he did himself.
 */
export async function logEvents(
  work: Work,
  caseId: string,
  events: readonly NewEvent[],
  author: EventAuthor,
): Promise<void> {
  const rules: EventAuthor = { actorId: null, actorRole: 'system' };
  for (let i = 0; i < events.length; ) {
    const byRule = events[i]?.byRule === true;
    let end = i;
    while (end < events.length && (events[end]?.byRule === true) === byRule) end += 1;
    await recordEvents(work.unit, caseId, caseId, events.slice(i, end), byRule ? rules : author, work.now);
    i = end;
  }
}
