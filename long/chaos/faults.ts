import type { Knobs } from '../../wecom-sim/knobs.js';

/**
 * Three calls in ten go wrong, and so do three deliveries in ten. The frequency refusal (45009) is ordered by itself:
 * the whole channel rests a minute after each, as it has to.
 */
const faultRates: Knobs['faultRates'] = {
  busy: 0.06,
  'token-expired': 0.02,
  'server-error': 0.06,
  'timeout-before': 0.03,
  'drop-before': 0.04,
  'timeout-after': 0.03,
  'drop-after': 0.04,
  'half-answer': 0.02,
};
const callbackFaultRates: Knobs['callbackFaultRates'] = { duplicate: 0.1, held: 0.1, 'lost-answer': 0.1 };

/** A call that hangs loses its connection after this time, instead of the minute that a real one may take. */
const hangMs = 1500;
/** Longer than the start of a process; how long WeCom really waits is told nowhere (path/90238). */
const retryDelayMs = 2500;
/** How long a held delivery waits to be overtaken. */
const holdMs = 1000;

export function knobsFor(seed: number, faults: boolean): Partial<Knobs> {
  if (!faults) return { retryDelayMs };
  return { seed: String(seed), faultRates, callbackFaultRates, hangMs, holdMs, retryDelayMs };
}
