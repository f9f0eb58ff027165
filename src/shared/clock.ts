/**
 * The product's one clock. In demo and tests it can be moved forward; the offset is a row in the
 * database that every process reads. Audit times (`recordedAt`) do not use it.
 */
export interface Clock {
  /** The product's present instant. */
  now(): Date;
}

/** The machine's clock, for production. */
export const systemClock: Clock = { now: () => new Date() };
