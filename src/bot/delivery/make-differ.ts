import { forgetPrints, notePrints, printOf, type WireTx } from '../../store/wires.js';
import type { DeliveryEngine } from './delivery-engine.js';
import { type Draft, isMessage } from './draft.js';
import { sayAgain } from './say-again.js';

/**
 * How long prints are kept beyond the platform's memory: it begins when a request arrives, which may be as much later
 * than its print as a message is held.
 */
const slackMs = 10 * 60_000;
/** Gives every part that was said before its mark, until none is like another. */
export async function makeDiffer(
  engine: DeliveryEngine,
  tx: WireTx,
  drafts: readonly Draft[],
  now: Date,
): Promise<void> {
  const messages = drafts.filter(isMessage);
  if (messages.length === 0) return;
  const memoryMs = Math.max(...messages.map((d) => d.rules.memoryMs)) + slackMs;
  await forgetPrints(
    tx,
    messages.map((d) => d.message.personId),
    memoryMs,
  );
  let open = messages.flatMap(({ message, parts }) => parts.map((part) => ({ message, part })));
  while (open.length > 0) {
    const said = await notePrints(
      tx,
      open.map(({ message, part }) => ({
        messageId: message.id,
        personId: message.personId,
        channel: message.channel,
        print: printOf(part.body),
      })),
      memoryMs,
    );
    open = open.filter(({ part }, n) => {
      const before = said[n] ?? 0;
      if (before === 0) return false;
      // The words without a mark count all that was said; if even the marked ones are known, the next number is tried.
      part.said = part.said === 0 ? before : part.said + 1;
      const marked = part.write(sayAgain(engine.zone, part.said, now));
      // A card or a picture takes no mark; it has an id of its own that no other request carries.
      if (marked === part.body) return false;
      part.body = marked;
      return true;
    });
  }
}
