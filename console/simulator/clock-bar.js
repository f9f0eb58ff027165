import { api } from './api.js';
import { byId, el } from './element.js';
import { productClock } from './product-clock.js';
import { clockText, dayText } from './product-time.js';

/** What is sent to everybody during a move is also on its way by the stream; it is given this long to arrive. */
const streamLagMs = 500;
const tellEveryMs = 1000;
const minuteMs = 60_000;

const steps = [
  { text: '+1小时', advance: { hours: 1 }, testid: 'advance-1h' },
  { text: '+4小时', advance: { hours: 4 }, testid: 'advance-4h' },
  { text: '+1天', advance: { days: 1 }, testid: 'advance-1d' },
  { text: '+3天', advance: { days: 3 }, testid: 'advance-3d' },
];

/**
 * The product's time and the buttons that move it on. `nextDue` gives the next limit of an open case in
 * milliseconds, or null. `onMoved` runs after everything that fell due has been sent.
 */
export function createClockBar({ nextDue, onStart, onMoved }) {
  const time = el('strong', { class: 'clock-time' });
  const day = el('span', { class: 'clock-day' });
  const now = el('p', { class: 'clock-now', data: { testid: 'clock-now' } }, day, time);
  const state = el('p', { class: 'clock-state', role: 'status' });
  const toLimit = el(
    'button',
    { type: 'button', class: 'step', title: '走到最近一个时限刚过', data: { testid: 'advance-limit' } },
    '到下个时限',
  );
  const buttons = steps.map((step) => {
    const button = el('button', { type: 'button', class: 'step', data: { testid: step.testid } }, step.text);
    button.addEventListener('click', () => move({ advance: step.advance }));
    return button;
  });
  toLimit.addEventListener('click', () => {
    const due = nextDue();
    // One minute past the limit, so that what happens at the limit has happened.
    if (due !== null) move({ until: new Date(due + minuteMs).toISOString() });
  });
  let moving = false;

  function tell() {
    const instant = productClock.now();
    const words = [dayText(instant), clockText(instant)];
    if (day.textContent !== words[0]) day.textContent = words[0];
    if (time.textContent !== words[1]) time.textContent = words[1];
  }

  function offer() {
    for (const button of buttons) button.disabled = moving;
    toLimit.disabled = moving || nextDue() === null;
  }

  async function move(order) {
    moving = true;
    offer();
    bar.classList.add('is-moving');
    bar.setAttribute('aria-busy', 'true');
    state.classList.remove('failure');
    state.textContent = '正在推进…';
    onStart();
    try {
      const { now: reached } = await api.moveClock(order);
      productClock.set(reached);
      await new Promise((resolve) => setTimeout(resolve, streamLagMs));
      state.textContent = '';
      onMoved();
    } catch (error) {
      state.classList.add('failure');
      state.textContent = error.message;
    }
    moving = false;
    bar.classList.remove('is-moving');
    bar.removeAttribute('aria-busy');
    offer();
  }

  const bar = byId('clock-bar');
  bar.append(
    now,
    el('div', { class: 'clock-steps', role: 'group', 'aria-label': '快进' }, ...buttons, toLimit),
    state,
  );
  productClock.watch(tell);
  setInterval(tell, tellEveryMs);
  tell();
  offer();
  return { offer };
}
