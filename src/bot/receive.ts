import type { InboundMessage } from '../domain/conversations/message.js';
import { type Received, storeInbound } from '../store/inbox.js';
import type { Engine } from './engine.js';

/** Wake-ups of this many milliseconds are added together: one insert for many messages. */
const gatherMs = 5;

/** Takes in messages of every channel: stored first, answered to the platform, then worked on. */
export interface Receiver {
  /** Resolves once the message is stored, or known as a repeat. */
  receive(message: InboundMessage): Promise<Received>;
  /** Adds the wake-ups that are still being gathered. */
  flush(): Promise<void>;
}

export function createReceiver(engine: Engine): Receiver {
  let waiting = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  const flush = async () => {
    if (timer) clearTimeout(timer);
    timer = null;
    const conversations = [...waiting];
    waiting = new Set();
    try {
      await engine.wakeUps.add(
        conversations.map((conversationId) => ({ job: { name: 'take-turns', conversationId } })),
      );
    } catch (error) {
      engine.log.warn({ code: 'wake-up-lost', reason: String(error) }, 'turns not woken; the sweep will find them');
    }
  };

  return {
    async receive(message) {
      const received = await storeInbound(engine.pool, message, engine.clock.now(), engine.ids);
      if (received.outcome === 'stored') {
        waiting.add(received.conversationId);
        timer ??= setTimeout(() => void flush(), gatherMs);
      }
      return received;
    },
    flush,
  };
}
