import { randomUUID } from 'node:crypto';

/** Source of new identifiers, handed in so that tests can foresee them. */
export interface Ids {
  /** A new UUID. */
  next(): string;
}

export const randomIds: Ids = { next: () => randomUUID() };
