import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { returnProbe, takeProbes } from '../store/channel-pauses.js';
import { type ClaimedOutbound, claimOutbound } from '../store/claim-outbound.js';
import { renewPrints } from '../store/wires.js';
import { attempt, type Health, holdMs, unwrittenOf } from './delivery/attempt.js';
import type { DeliveryEngine } from './delivery/delivery-engine.js';
import type { Unwritten, Written } from './delivery/draft.js';
import { createSettlements, type Settlements } from './delivery/settlements.js';
import { writeWires } from './delivery/write-wires.js';

/** Messages sent at once by one process. */
const width = 16;
/** While others are under way a claim waits this long for more room: one statement then takes several messages. */
const gatherMs = 8;

/** The one round of deliveries that a process has under way, and what it remembers between two. */
class Delivery {
  readonly #engine: DeliveryEngine;
  readonly #settlements: Settlements;
  readonly #health = new Map<string, Health>();
  #running: Promise<number> | null = null;
  #again = false;
  #stopped = false;
  #flying = 0;
  #waiting: (() => void)[] = [];

  constructor(engine: DeliveryEngine) {
    this.#engine = engine;
    this.#settlements = createSettlements(engine);
  }

  /** Sends until nothing is left that may go now. If that is under way already, it also takes what is new. */
  deliver(): Promise<number> {
    this.#again = true;
    if (this.#running) {
      this.#landed();
      return Promise.resolve(0);
    }
    this.#running = this.#rounds();
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#landed();
    await this.#running?.catch(() => undefined);
    while (this.#flying > 0) await this.#landing();
  }

  async #rounds(): Promise<number> {
    let taken = 0;
    try {
      while (this.#again && !this.#stopped) taken += await this.#round();
      return taken;
    } finally {
      this.#running = null;
    }
  }

  async #round(): Promise<number> {
    let taken = 0;
    while (!this.#stopped) {
      this.#again = false;
      const room = width - this.#flying;
      const claimed = room > 0 ? await this.#claim(room) : 0;
      taken += claimed;
      if (claimed > 0) {
        // A full claim has more behind it.
        if (this.#flying < width) await delay(gatherMs);
      } else if (this.#flying > 0) {
        if (!this.#again) await this.#landing();
        await delay(gatherMs);
      } else {
        const probes = await this.#probe();
        taken += probes;
        if (probes === 0 && !this.#again) break;
      }
    }
    while (this.#flying > 0) await this.#landing();
    return taken;
  }

  /** Waits until a message has ended or a new one was announced. */
  #landing(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #landed(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #claim(limit: number): Promise<number> {
    const { ownUntil, messages } = await this.#take({ limit });
    this.#send(messages, ownUntil, false);
    return messages.length;
  }

  /** Tries channels that have rested long enough with one message each. */
  async #probe(): Promise<number> {
    const { pool } = this.#engine;
    let tried = 0;
    for (const channel of await takeProbes(pool, holdMs, this.#engine.heldBy())) {
      const { ownUntil, messages } = await this.#take({ limit: 1, only: channel });
      if (messages.length === 0) await returnProbe(pool, channel);
      this.#send(messages, ownUntil, true);
      tried += messages.length;
    }
    return tried;
  }

  async #take(order: {
    limit: number;
    only?: string;
  }): Promise<{ ownUntil: number; messages: ClaimedOutbound[] }> {
    // Counted from before the statement, so that we never think to hold a message for longer than we do.
    const ownUntil = performance.now() + holdMs;
    const claim = { claim: randomUUID(), holdMs, heldBy: this.#engine.heldBy() };
    const messages = await claimOutbound(this.#engine.pool, { ...order, ...claim });
    return { ownUntil, messages };
  }

  #send(messages: readonly ClaimedOutbound[], ownUntil: number, probe: boolean): void {
    const together = messages.flatMap((message) => {
      const unwritten = unwrittenOf(this.#engine, message);
      // A picture must be uploaded first, and nobody else should wait for that.
      return unwritten && message.content?.kind !== 'image' ? [unwritten] : [];
    });
    const written = this.#write(together, messages);
    for (const message of messages) {
      this.#flying += 1;
      void this.#carry(message, ownUntil, probe, written).finally(() => {
        this.#flying -= 1;
        // The next message of the same person may go now.
        this.#again = true;
        this.#landed();
      });
    }
  }

  async #write(
    together: readonly Unwritten[],
    messages: readonly ClaimedOutbound[],
  ): Promise<Map<string, Written>> {
    const repeated = messages.filter((m) => m.wire.length > 0).map((m) => m.id);
    if (repeated.length > 0) await renewPrints(this.#engine.pool, repeated);
    if (together.length === 0) return new Map();
    try {
      return await writeWires(this.#engine, together);
    } catch {
      // One message that cannot be written must not take the others with it: each is then written alone.
      return new Map();
    }
  }

  async #carry(
    message: ClaimedOutbound,
    ownUntil: number,
    probe: boolean,
    written: Promise<Map<string, Written>>,
  ): Promise<void> {
    const { id, claim, cardId, channel } = message;
    const health = this.#health.get(channel) ?? { troubles: 0 };
    this.#health.set(channel, health);
    try {
      const mine = (await written).get(id);
      const task = { message, health, probe, ownUntil, ...(mine && { written: mine }) };
      const outcome = await attempt(this.#engine, task);
      if (!outcome) return;
      await this.#settlements.add({ id, claim, cardId, handleId: this.#engine.ids.next(), outcome });
    } catch (error) {
      // The database is away: the message stays held, and is taken again when that ends.
      this.#engine.log.error({ code: 'delivery-broken', delivery: id, reason: String(error) }, 'not settled');
    }
  }
}

const deliveries = new WeakMap<DeliveryEngine, Delivery>();

function deliveryOf(engine: DeliveryEngine): Delivery {
  const known = deliveries.get(engine) ?? new Delivery(engine);
  deliveries.set(engine, known);
  return known;
}

/**
 * Sends what lies in the outbox, each person's messages in order, until nothing is left that may go now; returns how many
 * were taken. A process has one such round at a time: a second call adds to it and returns at once.
 */
export function deliverOutbox(engine: DeliveryEngine): Promise<number> {
  return deliveryOf(engine).deliver();
}

/** Takes no more messages, and waits for those that are under way. */
export function stopDelivery(engine: DeliveryEngine): Promise<void> {
  return deliveryOf(engine).stop();
}
