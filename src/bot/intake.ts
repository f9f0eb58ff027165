import { setTimeout as delay, setImmediate as nextRound } from 'node:timers/promises';
import type { Log } from '../shared/log.js';
import { within } from '../shared/within.js';
import { describeFault } from '../store/database-fault.js';
import type { Spool } from '../store/spool/index.js';
import type { BatchOutcome } from '../store/store-batch.js';
import type { Arrival } from '../store/store-inbound.js';

/** Where a message is, once its sender may be told that we have it. */
export type Received =
  | { outcome: 'stored'; messageId: string; conversationId: string }
  | { outcome: 'duplicate'; messageId: null; conversationId: string }
  /** On the disk, until the database is back; or, for good, where a person must look at it. */
  | { outcome: 'spooled' | 'set-aside'; messageId: null; conversationId: null };

/** Messages that come within this time share one statement and one commit (measured, docs/limits.md). */
const gatherMs = 2;
/** A statement of this many takes some 10 ms; a longer queue is taken in several. */
const maxBatch = 100;
/** WeCom gives up after 5 s (path/90238): from the arrival to the decision for the spool, leaving time for its fsync. */
export const storeWithinMs = 2500;
/** The last messages of the spool are stored within this time, or new ones go behind them. */
const spoolEndsWithinMs = 300;
const lookEveryMs = 5;

interface Waiting {
  arrival: Arrival;
  /** Machine time that never jumps. */
  cameAt: number;
  resolve(received: Received): void;
  reject(error: unknown): void;
}

export interface IntakeParts {
  store(arrivals: readonly Arrival[]): Promise<BatchOutcome[]>;
  spool: Spool;
  log: Log;
}

/**
 * The one line in which everything stands that comes in: in batches into the database, or into the spool when the
 * database does not take it in time or older messages still lie there. One batch at a time, so that nobody overtakes.
 */
export class Intake {
  readonly #parts: IntakeParts;
  #line: Waiting[] = [];
  #working: Promise<void> | null = null;
  /** Settles when the senders of all batches that were kept are told. */
  #answered: Promise<unknown> = Promise.resolve();
  #away = false;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /** Resolves once the message is kept; rejects when it can be kept nowhere, and the platform must send it again. */
  add(arrival: Arrival): Promise<Received> {
    return new Promise((resolve, reject) => {
      this.#line.push({ arrival, cameAt: performance.now(), resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#working;
    await this.#answered;
  }

  async #work(): Promise<void> {
    await delay(gatherMs);
    while (this.#line.length > 0) {
      const batch = this.#line.splice(0, maxBatch);
      try {
        const outcomes = await this.#keep(batch);
        this.#answered = Promise.all([this.#answered, this.#answer(batch, outcomes)]);
      } catch (error) {
        for (const each of batch) each.reject(error);
      }
    }
    this.#working = null;
  }

  /** Null: they are in the spool. */
  async #keep(batch: readonly Waiting[]): Promise<BatchOutcome[] | null> {
    const { spool } = this.#parts;
    const endsBy = performance.now() + spoolEndsWithinMs;
    while (spool.state === 'ending' && performance.now() < endsBy) await delay(lookEveryMs);
    const outcomes = spool.state === 'empty' ? await this.#store(batch) : null;
    if (!outcomes) await spool.append(batch.map(({ arrival }) => ({ ...arrival, clock: 'product' })));
    return outcomes;
  }

  /** Null when the database does not take them in time; what it may still do then shows as a repeat later. */
  async #store(batch: readonly Waiting[]): Promise<BatchOutcome[] | null> {
    const oldest = batch[0]?.cameAt ?? performance.now();
    const leftMs = oldest + storeWithinMs - performance.now();
    const stored: { outcomes: BatchOutcome[] | null } = { outcomes: null };
    let reason = `not stored within ${storeWithinMs} ms`;
    if (leftMs > 0) {
      const storing = this.#parts.store(batch.map(({ arrival }) => arrival)).then((outcomes) => {
        stored.outcomes = outcomes;
      });
      await within(leftMs, storing).catch((error: unknown) => {
        reason = describeFault(error);
      });
    }
    const { outcomes } = stored;
    if (outcomes === null && !this.#away) {
      this.#parts.log.warn({ code: 'spool-in-use', reason }, '数据库现在收不了消息，先写进暂存目录');
    }
    this.#away = outcomes === null;
    return outcomes;
  }

  /** Answering a batch takes milliseconds: the next one is sent first, so that the database works meanwhile. */
  async #answer(batch: readonly Waiting[], outcomes: readonly BatchOutcome[] | null): Promise<void> {
    await nextRound();
    for (const [n, each] of batch.entries()) {
      if (outcomes) await this.#tell(each, outcomes[n]);
      else each.resolve({ outcome: 'spooled', messageId: null, conversationId: null });
    }
  }

  async #tell({ arrival, resolve, reject }: Waiting, outcome: BatchOutcome | undefined): Promise<void> {
    if (!outcome || outcome.outcome === 'refused') {
      await this.#parts.spool
        .setAside([arrival], outcome?.reason ?? 'no outcome')
        .then(() => resolve({ outcome: 'set-aside', messageId: null, conversationId: null }), reject);
    } else if (outcome.messageId === null) {
      resolve({ outcome: 'duplicate', messageId: null, conversationId: outcome.conversationId });
    } else {
      resolve({ outcome: 'stored', messageId: outcome.messageId, conversationId: outcome.conversationId });
    }
  }
}
