import type { InboundMessage } from '../domain/conversations/message.js';
import { AppError } from '../shared/errors.js';
import type { Observer } from '../shared/observer.js';
import { createIntakePool } from '../store/intake-pool.js';
import type { Spool, SpoolFigures } from '../store/spool/index.js';
import { storeBatch } from '../store/store-batch.js';
import type { Arrival } from '../store/store-inbound.js';
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

/** Lines side by side, each with a connection: while one waits for its commit, another is carried out. */
const lanes = 2;

/** What one person says goes through one line, which keeps its order. */
function laneOf(intakes: readonly Intake[], { senderKey }: InboundMessage): Intake {
  // As the rows know them: WeCom ignores the case of a userid.
  const key = senderKey.toLowerCase();
  let sum = 0;
  for (let i = 0; i < key.length; i++) sum += key.charCodeAt(i);
  const intake = intakes[sum % intakes.length];
  if (!intake) throw new Error('there is no line to stand in');
  return intake;
}

export interface ReceiverParts {
  engine: Engine;
  spool: Spool;
  connectionString: string;
  observer: Observer;
}

export function createReceiver({ engine, spool, connectionString, observer }: ReceiverParts): Receiver {
  const { clock, ids, log } = engine;
  const pool = createIntakePool(connectionString, { connections: lanes, withinMs: storeWithinMs }, log);
  const waker = new Waker(engine.wakeUps);
  const store = (arrivals: readonly Arrival[]) => storeBatch(pool, arrivals, ids);
  const intakes = Array.from({ length: lanes }, () => new Intake({ store, spool, log }));
  spool.startReplaying({ connectionString, clock, ids, wake: (conversations) => waker.add(conversations) });

  return {
    async receive(message) {
      const { channel } = message;
      try {
        const received = await laneOf(intakes, message).add({ message, receivedAt: clock.now() });
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
      await Promise.all(intakes.map((intake) => intake.idle()));
      await waker.flush();
    },
    async close() {
      await spool.close();
      waker.stop();
      await pool.end();
    },
  };
}
