import type { BotLine } from './callback/bot-line.js';
import { deliverMalicious } from './callback/malicious.js';
import { verifyUrl } from './callback/verify-url.js';
import { waitForItem } from './corp/wait-for-item.js';
import { recordOf } from './member-record.js';
import { say } from './people/say.js';
import type { SimParts } from './sim-parts.js';
import { calmDown, turnKnobs } from './turn-knobs.js';
import type { WecomSim } from './wecom-sim.js';

const defaultWaitMs = 5000;

/** Everything that can be done with a running simulator. `apiUrl` is known once it listens. */
export function steerSim(
  parts: SimParts,
  line: BotLine,
  apiUrl: () => string,
): Omit<WecomSim, 'url' | 'settings' | 'productSettings' | 'close'> {
  const { inboxes, calls, apiFaults, callbackFaults, ledger } = parts;
  const order: WecomSim['orderApiFaults'] = (next, path) => {
    apiFaults.order(next, path);
    parts.turned.tell();
  };
  return {
    clock: parts.clock,
    users: {
      add: (userid, name, title) => void parts.members.add(userid, name, title),
      say: (userid, what) =>
        say(parts, line, apiUrl(), userid, typeof what === 'string' ? { text: what } : what),
      tap: (userid, tap) => say(parts, line, apiUrl(), userid, { tap }),
    },
    inbox: (userid, after) => inboxes.list(userid, after),
    waitFor: (userid, predicate, timeoutMs = defaultWaitMs) =>
      waitForItem(inboxes, userid, predicate, timeoutMs, line.closing),
    record: (userid) => recordOf(parts, userid),
    log: (query) => calls.list(query),
    summary: () => ({
      seed: parts.knobs.seed,
      calls: calls.summary(),
      deliveries: parts.deliveries.summary(),
      messages: { arrived: inboxes.total(), ...ledger.totals() },
    }),
    knobs: () => structuredClone(parts.knobs),
    turn: (knobs) => turnKnobs(parts, knobs),
    calm: () => calmDown(parts),
    invalidateTokens: () => parts.tokens.invalidateAll(),
    failNext: (path, errcode, times = 1) =>
      order(
        Array.from({ length: times }, () => errcode),
        path,
      ),
    orderApiFaults: order,
    orderCallbackFaults(next, userid) {
      callbackFaults.order(next, userid);
      parts.turned.tell();
    },
    verifyCallback: () => verifyUrl(parts, line),
    malicious: (kind) => deliverMalicious(parts, line, kind),
  };
}
