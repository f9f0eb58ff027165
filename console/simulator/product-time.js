/** Every time the product tells is China's, whatever the zone of the reader's machine. */
const format = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

const dayMs = 86_400_000;
const zoneOffsetMs = 8 * 3_600_000;

function partsOf(instant) {
  const parts = Object.fromEntries(
    format.formatToParts(new Date(instant)).map((part) => [part.type, part.value]),
  );
  return { ...parts, day: `${parts.month}月${parts.day}日`, time: `${parts.hour}:${parts.minute}` };
}

/** Calendar days since 1970 in China; its clock has had no summer time since 1991. */
function dayNumber(instant) {
  return Math.floor((new Date(instant).getTime() + zoneOffsetMs) / dayMs);
}

/** 11月24日 周一 09:12 */
export function fullTime(instant) {
  const { day, weekday, time } = partsOf(instant);
  return `${day} ${weekday} ${time}`;
}

/** 11月24日 周一 */
export function dayText(instant) {
  const { day, weekday } = partsOf(instant);
  return `${day} ${weekday}`;
}

/** 09:12 */
export function clockText(instant) {
  return partsOf(instant).time;
}

/** As short as it can be without doubt: 09:12 · 昨天 09:12 · 周三 09:12 · 11月20日 09:12 · 2025年11月20日 09:12 */
export function timeSeenFrom(instant, now) {
  const { day, weekday, time, year } = partsOf(instant);
  const ago = dayNumber(now) - dayNumber(instant);
  if (ago === 0) return time;
  if (ago === 1) return `昨天 ${time}`;
  if (ago === -1) return `明天 ${time}`;
  if (ago > 1 && ago < 7) return `${weekday} ${time}`;
  return year === partsOf(now).year ? `${day} ${time}` : `${year}年${day} ${time}`;
}
