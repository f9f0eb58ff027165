import { api } from './api.js';
import { button, el } from './element.js';
import { dayOf, timeOf } from './times.js';
import { trying } from './toast.js';

const minuteMs = 60_000;
const steps = [
  { label: '10 分', advance: { minutes: 10 } },
  { label: '1 小时', advance: { hours: 1 } },
  { label: '1 天', advance: { days: 1 } },
  { label: '3 天', advance: { days: 3 } },
];

/** How far the clock is from the machine's, in words. */
function distance(offsetMs) {
  const minutes = Math.round(Math.abs(offsetMs) / minuteMs);
  if (minutes === 0) return '与本机一致';
  const parts = [
    [Math.floor(minutes / 1440), '天'],
    [Math.floor(minutes / 60) % 24, '小时'],
    [minutes % 60, '分'],
  ];
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return `比本机${offsetMs > 0 ? '快' : '慢'} ${words.join(' ')}`;
}

/** The simulator's clock, which stamps callbacks and ends tokens, rights and media. */
export function createClockLine() {
  let offsetMs = 0;
  const day = el('span', { class: 'clock-day' });
  const time = el('strong', { class: 'clock-time' });
  const off = el('small', { class: 'clock-off', data: { testid: 'clock-off' } });
  const back = button(
    {
      class: 'step',
      title: '回到本机的时间',
      on: { click: () => trying(() => api.moveClock({ offsetMs: 0 })) },
    },
    '归零',
  );
  function tick() {
    const now = Date.now() + offsetMs;
    day.textContent = dayOf(now);
    time.textContent = timeOf(now);
    off.textContent = distance(offsetMs);
    back.disabled = offsetMs === 0;
  }
  setInterval(tick, 1000);
  return {
    elements: [
      el('div', { class: 'clock-now' }, el('div', {}, day, off), time),
      el(
        'div',
        { class: 'clock-steps', role: 'group', 'aria-label': '往前拨' },
        ...steps.map(({ label, advance }) =>
          button(
            {
              class: 'step',
              title: `往前拨${label}`,
              on: { click: () => trying(() => api.moveClock({ advance })) },
            },
            `+${label}`,
          ),
        ),
        back,
      ),
    ],
    show({ clock }) {
      offsetMs = clock.offsetMs;
      tick();
    },
  };
}
