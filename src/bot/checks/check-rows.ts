import { harmlessFailures, troubleOf } from '../../domain/incidents/delivery-trouble.js';
import { readPausedChannels } from '../../store/channel-pauses.js';
import { countTamperAttempts, readFailedDeliveries } from '../../store/health-rows.js';
import { readWaitingRows } from '../../store/waiting-rows.js';
import type { Engine } from '../engine.js';
import { addressIn } from '../incident-signs.js';
import type { Finding } from '../incidents.js';

const secondMs = 1000;
const hourMs = 3600 * secondMs;

/** How long the oldest may wait before somebody has to look. */
const longestWait = {
  messages: 60 * secondMs,
  deliveries: 300 * secondMs,
  reminders: 60 * secondMs,
} as const;

/** So many ordinary messages given up within an hour are no longer one member's affair; of a danger one is enough. */
const mostFailures = 3;

/** What the rows say about the health of the whole product, whichever process asks. */
export async function checkRows(engine: Engine): Promise<Finding[]> {
  const { pool, clock } = engine;
  const now = clock.now();
  const findings: Finding[] = [];

  const waiting = await readWaitingRows(pool, now);
  const late = (rows: keyof typeof longestWait) => {
    const { oldest } = waiting[rows];
    return oldest !== null && now.getTime() - oldest.getTime() > longestWait[rows];
  };
  if (late('messages')) findings.push({ code: 'message-waiting', detail: { count: waiting.messages.count } });
  if (late('deliveries'))
    findings.push({ code: 'delivery-waiting', detail: { count: waiting.deliveries.count } });
  if (late('reminders')) findings.push({ code: 'reminder-late', detail: { count: waiting.reminders.count } });

  const failed = await readFailedDeliveries(pool, new Date(now.getTime() - hourMs), harmlessFailures);
  if (failed.pressing > 0 || failed.others >= mostFailures)
    findings.push({
      code: 'deliveries-failing',
      detail: { count: failed.pressing + failed.others, reason: failed.codes.slice(0, 100) },
    });

  const attempts = await countTamperAttempts(pool, hourMs);
  if (attempts > 0) findings.push({ code: 'log-tampered', detail: { count: attempts } });

  for (const pause of await readPausedChannels(pool)) {
    const code = troubleOf(pause.code, 'tell-operator');
    const address = addressIn(pause.detail);
    if (code)
      findings.push({
        code,
        key: pause.channel,
        detail: { reason: pause.code, ...(address !== undefined && { address }) },
      });
  }
  return findings;
}
