import type pg from 'pg';
import type { Ids } from '../shared/ids.js';
import { describeFault, faultOf } from './database-fault.js';
import { type Arrival, type Stored, storeInbound } from './store-inbound.js';

/** What became of one message; `refused`: the database will never take it, however often it is given. */
export type BatchOutcome = Stored | { outcome: 'refused'; reason: string };

/** Repeats at once after a deadlock or the like; a second loss in a row is rare, a third says that more is wrong. */
const maxAttempts = 3;

/**
 * Stores many messages with one statement. One that the database refuses for itself costs the others only time: then
 * each goes alone. Throws when the database cannot take anything; calling again later is safe.
 */
export async function storeBatch(
  database: Pick<pg.Pool, 'query'>,
  arrivals: readonly Arrival[],
  ids: Ids,
): Promise<BatchOutcome[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await storeInbound(database, arrivals, ids);
    } catch (error) {
      const fault = faultOf(error);
      if (fault === 'again' && attempt < maxAttempts) continue;
      if (fault !== 'row') throw error;
      if (arrivals.length === 1) return [{ outcome: 'refused', reason: describeFault(error) }];
      break;
    }
  }
  const outcomes: BatchOutcome[] = [];
  for (const arrival of arrivals) outcomes.push(...(await storeBatch(database, [arrival], ids)));
  return outcomes;
}
