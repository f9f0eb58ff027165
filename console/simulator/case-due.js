const waitingForAcknowledgement = new Set(['assigned', 'reopened']);
const ended = new Set(['resolved', 'closed', 'withdrawn', 'duplicate', 'declined']);

/** The limit that counts in the case's state: { what, at } with `at` in milliseconds, or null. */
export function dueOf(found) {
  if (ended.has(found.state)) return null;
  const { acknowledge, resolve } = found.dueAt ?? {};
  if (waitingForAcknowledgement.has(found.state) && acknowledge)
    return { what: '签收', at: Date.parse(acknowledge) };
  return resolve ? { what: '办结', at: Date.parse(resolve) } : null;
}

/** The earliest limit after `now` of any case, in milliseconds, or null. */
export function nextLimit(cases, now) {
  const times = cases
    .filter((one) => !ended.has(one.state))
    .flatMap((one) => Object.values(one.dueAt ?? {}).map(Date.parse));
  return times.filter((at) => at > now).sort((a, b) => a - b)[0] ?? null;
}

/** 还剩3小时 · 还剩2天 · 超时40分钟 */
export function leftWords(at, now) {
  const minutes = Math.round(Math.abs(at - now) / 60_000);
  const amount =
    minutes < 60
      ? `${minutes}分钟`
      : minutes < 48 * 60
        ? `${Math.round(minutes / 60)}小时`
        : `${Math.round(minutes / 1440)}天`;
  return at < now ? `超时${amount}` : `还剩${amount}`;
}
