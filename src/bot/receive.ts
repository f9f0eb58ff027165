import type { InboundMessage } from '../domain/conversations/message.js';
import { AppError } from '../shared/errors.js';
import type { Observer } from '../shared/observer.js';
import { createIntakePool } from '../store/intake-pool.js';
import type { Spool, SpoolFigures } from '../store/spool/index.js';
import { storeBatch } from '../store/store-batch.js';
import type { Engine } from './engine.js';
import { Intake, type Received, storeWithinMs } from './intake.js';
import { Waker } from './wake-conversations.js';

/** Takes in messages of every channel: kept first, answered to the platform, then worked on. */
export interface Receiver {
  /** Resolves once the message is kept, or known as a repeat; rejects when it cannot be kept anywhere. */
  receive(message: InboundMessage): Promise<Received>;
  spoolFigures(): Promise<SpoolFigures>;
  /** Waits until all that came is kept, and hands over the wake-ups that are still being gathered. */
  flush(): Promise<void>;
  /** After `flush`: lets go of spool and database. */
  close(): Promise<void>;
}

export interface ReceiverParts {
  engine: Engine;
  spool: Spool;
  connectionString: string;
  observer: Observer;
}

export function createReceiver({ engine, spool, connectionString, observer }: ReceiverParts): Receiver {
  const { clock, ids, log } = engine;
  const pool = createIntakePool(connectionString, storeWithinMs, log);
  const waker = new Waker(engine.wakeUps);
  const intake = new Intake({ store: (arrivals) => storeBatch(pool, arrivals, ids), spool, log });
  spool.startReplaying({ connectionString, clock, ids, wake: (conversations) => waker.add(conversations) });

  return {
    async receive(message) {
      const { channel } = message;
      try {
        const received = await intake.add({ message, receivedAt: clock.now() });
        if (received.outcome === 'stored') waker.add([received.conversationId]);
        if (received.outcome === 'set-aside') {
          observer.note({ what: 'message', channel, outcome: 'failed', code: 'spool-refused' });
        } else {
          observer.note({ what: 'message', channel, outcome: received.outcome });
        }
        return received;
      } catch (error) {
        const code = error instanceof AppError ? error.code : 'not-kept';
        observer.note({ what: 'message', channel, outcome: 'failed', code });
        throw error;
      }
    },
    spoolFigures: () => spool.figures(),
    async flush() {
      await intake.idle();
      await waker.flush();
    },
    async close() {
      await spool.close();
      waker.stop();
      await pool.end();
    },
  };
}
