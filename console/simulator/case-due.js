/** What is waited for, by the running limits that the API names. */
const words = {
  dispatch: '派单',
  acknowledge: '签收',
  firstContact: '首次联系',
  interim: '先行处置',
  resolve: '办结',
  check: '核查',
  rate: '等评价',
  arbitrate: '裁定',
  extension: '答复延期',
  supervision: '答复督办',
};

const minuteMs = 60_000;
const hourMinutes = 60;
const dayMinutes = 24 * hourMinutes;

function limitsOf(found) {
  return Object.entries(found.dueAt)
    .map(([name, at]) => ({ what: words[name] ?? '时限', at: Date.parse(at) }))
    .sort((a, b) => a.at - b.at);
}

/** The limit of a case that comes, or came, first: { what, at } with `at` in milliseconds, or null. */
export function firstLimit(found) {
  return limitsOf(found)[0] ?? null;
}

/** The earliest limit after `now` of any case, in milliseconds, or null. */
export function nextLimit(cases, now) {
  const times = cases.flatMap((found) => limitsOf(found).map(({ at }) => at)).filter((at) => at > now);
  return times.length > 0 ? Math.min(...times) : null;
}

/** 还剩3小时 · 还剩2天 · 超时40分钟; full units, so that no time is promised that is not there. */
export function leftWords(at, now) {
  const minutes = Math.floor(Math.abs(at - now) / minuteMs);
  let amount = `${Math.floor(minutes / dayMinutes)}天`;
  if (minutes < hourMinutes) amount = `${minutes}分钟`;
  else if (minutes < 2 * dayMinutes) amount = `${Math.floor(minutes / hourMinutes)}小时`;
  return at < now ? `超时${amount}` : `还剩${amount}`;
}
