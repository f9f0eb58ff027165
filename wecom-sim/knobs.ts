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
};
