import { verifyLedger } from '../../store/ledger/verify-ledger.js';
import type { Engine } from '../engine.js';
import type { Finding } from '../incidents.js';

/** Streams that grew last: all of a town's day. The whole ledger is walked by `npm run doctor` and by a backup. */
const newest = 200;

export async function checkLedger({ pool }: Engine): Promise<Finding[]> {
  const { faults, faultCount } = await verifyLedger(pool, { newest });
  const first = faults[0];
  if (!first) return [];
  return [{ code: 'log-broken', detail: { count: faultCount, reason: first.why } }];
}
