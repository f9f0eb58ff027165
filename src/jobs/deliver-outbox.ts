import { deliverOutbox } from '../bot/deliver.js';
import type { Engine } from '../bot/engine.js';
import type { JobHandlers } from '../queue/job-catalogue.js';

/** Something lies in the outbox: send all that may go now. */
export function deliverOutboxJob(engine: Engine): JobHandlers['deliver-outbox'] {
  return async () => {
    await deliverOutbox(engine);
  };
}
