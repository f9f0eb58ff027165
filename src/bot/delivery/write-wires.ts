import { AppError } from '../../shared/errors.js';
import { inWireTransaction, lockHeld, storeWires, takeRights, type WireTx } from '../../store/wires.js';
import type { DeliveryEngine } from './delivery-engine.js';
import { type Draft, failedOf, type Unwritten, type Written } from './draft.js';
import { judgeFailure } from './judge-failure.js';
import { makeDiffer } from './make-differ.js';
import { bytesOfAgain } from './say-again.js';
import { withinQuota } from './within-quota.js';

/** A right to update a card is good for 72 h (path/94888). */
const rightLifeMs = 72 * 3_600_000;

/**
 * Writes the requests of these messages and stores them, in one transaction: whatever is sent was stored before, and no
 * two messages to one person become the same request while the platform remembers. A message that is missing in the
 * result is no longer ours to send.
 */
export async function writeWires(
  engine: DeliveryEngine,
  batch: readonly Unwritten[],
): Promise<Map<string, Written>> {
  const now = engine.clock.now();
  const results = new Map<string, Written>();
  await inWireTransaction(engine.pool, async (tx) => {
    results.clear();
    const held = await lockHeld(
      tx,
      batch.map((u) => u.message),
    );
    const ours = batch.filter((u) => held.has(u.message.id));
    const rights = await rightsFor(tx, ours, now);
    const markBytes = bytesOfAgain(engine.zone, now);
    const drafts: Draft[] = [];
    for (const { message, rules, media } of ours) {
      const responseCode = message.cardId ? rights.get(message.cardId) : undefined;
      try {
        const parts = rules.encode({
          to: message.to,
          content: message.content,
          markBytes,
          ...(responseCode && { responseCode }),
          ...(media && { media }),
        });
        drafts.push({ message, rules, parts: parts.map((write) => ({ write, body: write(''), said: 0 })) });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        results.set(message.id, { outcome: judgeFailure(error, failedOf(message, false), false, 0) });
      }
    }
    const allowed = await withinQuota(tx, drafts, results);
    await makeDiffer(engine, tx, allowed, now);
    await storeWires(
      tx,
      allowed.map((d) => ({ id: d.message.id, wire: d.parts.map((p) => p.body) })),
    );
    for (const { message, parts } of allowed) results.set(message.id, { wire: parts.map((p) => p.body) });
  });
  return results;
}

async function rightsFor(tx: WireTx, batch: readonly Unwritten[], now: Date): Promise<Map<string, string>> {
  const cardIds = batch.flatMap(({ message: { content, cardId } }) =>
    content.kind === 'card-update' && cardId ? [cardId] : [],
  );
  if (cardIds.length === 0) return new Map();
  return takeRights(tx, cardIds, now, new Date(now.getTime() - rightLifeMs));
}
