import { countLately, type WireTx } from '../../store/wires.js';
import { type Draft, isMessage, type Written } from './draft.js';

/** How long a person with too many messages waits: until some of the minute, or of the hour, has passed. */
const minuteWaitMs = 10_000;
const hourWaitMs = 120_000;

/** Leaves out, with an outcome, what the platform would drop because its receiver got too much lately. */
export async function withinQuota(
  tx: WireTx,
  drafts: readonly Draft[],
  results: Map<string, Written>,
): Promise<Draft[]> {
  const messages = drafts.filter(isMessage);
  if (messages.length === 0) return [...drafts];
  const lately = await countLately(
    tx,
    messages.map((d) => d.message.personId),
  );
  return drafts.filter((draft) => {
    const { message, rules, parts } = draft;
    const load = lately.get(`${message.personId} ${message.channel}`);
    if (!load || !isMessage(draft)) return true;
    const reserve = message.lane === 0 ? rules.quota.reserve : { minute: 0, hour: 0 };
    const hourFull = load.hour + parts.length > rules.quota.hour + reserve.hour;
    // A text of more parts than a minute takes would otherwise wait for ever.
    const minuteFull = load.minute > 0 && load.minute + parts.length > rules.quota.minute + reserve.minute;
    if (!hourFull && !minuteFull) return true;
    const waitMs = hourFull ? hourWaitMs : minuteWaitMs;
    results.set(message.id, {
      outcome: { state: 'queued', code: 'member-quota', waitMs, counted: false },
    });
    return false;
  });
}
