import type { InboundMessage } from '../domain/conversations/message.js';
import { type Received, storeInbound } from '../store/inbox.js';
import type { Engine } from './engine.js';
import { storableContent } from './message-parts.js';

/** Wake-ups of this many milliseconds are added together: one insert for many messages. */
const gatherMs = 5;

/** Conversations in one job; more would make one worker wait while others are free. */
const perJob = 20;

function chunk(ids: string[]): string[][] {
  const chunks: string[][] = [];
  for (let i = 0; i < ids.length; i += perJob) chunks.push(ids.slice(i, i + perJob));
  return chunks;
}

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
    const conversationIds = [...waiting];
    waiting = new Set();
    if (conversationIds.length === 0) return;
    try {
      await engine.wakeUps.add(
        chunk(conversationIds).map((ids) => ({ job: { name: 'take-turns', conversationIds: ids } })),
      );
    } catch (error) {
      engine.log.warn(
        { code: 'wake-up-lost', reason: String(error) },
        'turns not woken; the sweep will find them',
      );
    }
  };

  return {
    async receive(message) {
      const received = await storeInbound(
        engine.pool,
        { ...message, content: storableContent(message.content) },
        engine.clock.now(),
        engine.ids,
      );
      if (received.outcome === 'stored') {
        waiting.add(received.conversationId);
        timer ??= setTimeout(() => void flush(), gatherMs);
      }
      return received;
    },
    flush,
  };
}
