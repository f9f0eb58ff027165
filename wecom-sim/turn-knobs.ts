import type { Knobs } from './knobs.js';
import { SimMistake } from './sim-mistake.js';
import type { SimParts } from './sim-parts.js';

/** Turns the named knobs; of the rates only those that are named. */
export function turnKnobs({ knobs, members, dice, turned }: SimParts, turn: Partial<Knobs>): void {
  const { faultRates, callbackFaultRates, ...others } = turn;
  const rates = { ...knobs.faultRates, ...faultRates };
  requireShares(rates);
  Object.assign(knobs, others);
  knobs.faultRates = rates;
  knobs.callbackFaultRates = { ...knobs.callbackFaultRates, ...callbackFaultRates };
  if ('members' in turn) members.restrictTo(turn.members);
  if (turn.seed !== undefined) dice.reseed(turn.seed);
  turned.tell();
}

/** A call meets one fault at most, so the shares of all of them together are a share too. */
export function requireShares(rates: Knobs['faultRates']): void {
  const sum = Object.values(rates).reduce((total, rate) => total + rate, 0);
  // Decimal fractions do not add up exactly.
  if (sum > 1 + 1e-9)
    throw new SimMistake(
      'rates-above-one',
      `the rates of faultRates add up to ${sum}, at most 1 is possible`,
    );
}

/** Nothing goes wrong any more: rates, ordered faults and slowness are gone. The seed and the other knobs stay. */
export function calmDown({ knobs, apiFaults, callbackFaults, turned }: SimParts): void {
  Object.assign(knobs, {
    faultRates: {},
    faultPaths: undefined,
    callbackFaultRates: {},
    latencyMs: { from: 0, to: 0 },
    duplicateDeliveries: 0,
  } satisfies Partial<Knobs>);
  apiFaults.cancelOrders();
  callbackFaults.cancelOrders();
  turned.tell();
}
