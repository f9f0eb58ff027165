const zone = 'Asia/Shanghai';
const time = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const second = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, timeStyle: 'medium', hour12: false });
const day = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
});

/** Times are those of the product's zone, whatever machine shows the page. */
export const clockTime = (at) => `${day.format(at)} ${time.format(at)}`;
export const secondOf = (at) => second.format(at);
export const dayOf = (at) => day.format(at);
export const timeOf = (at) => time.format(at);
