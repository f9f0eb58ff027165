import type { ApiFault, CallbackFault } from './faults/fault-names.js';

/** What a test or a demonstration may change while the simulator runs. */
export interface Knobs {
  /** Where the bot receives callbacks; without it nobody can say anything. */
  callbackUrl: string | undefined;
  /** Strict mode: only these userids exist. Undefined: every well-formed userid is a member. */
  members: string[] | undefined;
  /** Lifetime of new access tokens, seconds (path/91039, wecom.md 2.1: normally 7200). */
  expiresInSeconds: number;
  /** How often a delivery is repeated although the bot accepted it. */
  duplicateDeliveries: number;
  /** Whether a retry is encrypted afresh. Real behaviour is unconfirmed (wecom.md 9), so both can be tried. */
  reencryptRetries: boolean;
  /** Pause before a retry, milliseconds of real time. Real spacing is unconfirmed (wecom.md 11). */
  retryDelayMs: number;
  /** How long the bot may take to answer a delivery (path/90930, wecom.md 1.3: 5 seconds). */
  callbackTimeoutMs: number;
  /** How long the bot may take to answer a URL verification (path/90930, wecom.md 1.2: 1 second). */
  verifyBudgetMs: number;
  /** Where chance comes from; setting it starts all chance from the beginning. Empty at the start: one is drawn. */
  seed: string;
  /** Share of API calls that each fault strikes, 0 to 1, together at most 1. A turn changes the named ones only. */
  faultRates: Partial<Record<ApiFault, number>>;
  /** The only API paths that `faultRates` strike. Undefined: all. */
  faultPaths: string[] | undefined;
  /** Every API answer is late by so many milliseconds, drawn evenly. */
  latencyMs: { from: number; to: number };
  /** After how many milliseconds a call that gets no answer loses its connection. */
  hangMs: number;
  /** Share of deliveries (for `lost-answer`: of attempts) that each fault strikes, 0 to 1, independently. */
  callbackFaultRates: Partial<Record<CallbackFault, number>>;
  /** How long a held delivery waits for another to overtake it, milliseconds. */
  holdMs: number;
  /** A member's next delivery starts when the one before is over, so that only other members' overtake. */
  strictOrder: boolean;
  /** `content`: the same JSON with its keys in another order is a repeat. `bytes`: only the very same bytes are. */
  repeatsComparedBy: 'content' | 'bytes';
  /** Whether the answer to a suppressed repeat carries the first msgid; no page says so (path/90236). */
  repeatCarriesMsgid: boolean;
  /** Whether it carries the first response_code; no page says so (path/90236). */
  repeatCarriesResponseCode: boolean;
}

export const defaultKnobs: Knobs = {
  callbackUrl: undefined,
  members: undefined,
  expiresInSeconds: 7200,
  duplicateDeliveries: 0,
  reencryptRetries: true,
  retryDelayMs: 1000,
  callbackTimeoutMs: 5000,
  verifyBudgetMs: 1000,
  seed: '',
  faultRates: {},
  faultPaths: undefined,
  latencyMs: { from: 0, to: 0 },
  hangMs: 60_000,
  callbackFaultRates: {},
  holdMs: 2000,
  strictOrder: false,
  repeatsComparedBy: 'content',
  repeatCarriesMsgid: true,
  repeatCarriesResponseCode: false,
};
