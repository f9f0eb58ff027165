import type { Engine } from '../engine.js';

/** What delivery needs of the engine. */
export type DeliveryEngine = Pick<Engine, 'pool' | 'zone' | 'clock' | 'ids' | 'log' | 'channels' | 'heldBy'>;
