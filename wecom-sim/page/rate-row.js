import { button, el } from './element.js';

/** Slider steps; the number beside it takes any whole percentage. */
const step = 5;

/** One fault: what it is, how often by chance, and a button for "exactly once, the next time". */
export function rateRow(fault, { nextHint, onRate, onNext }) {
  const id = `rate-${fault.name}`;
  const slider = el('input', {
    type: 'range',
    min: '0',
    max: '100',
    step,
    'aria-label': `${fault.label}的比例`,
    id,
    data: { testid: id },
  });
  const shown = el('output', { for: id });
  const element = el(
    'div',
    { class: 'rate', data: { fault: fault.name } },
    el('label', { class: 'rate-name', for: id, title: fault.hint }, fault.label, el('small', {}, fault.hint)),
    button(
      {
        class: 'next',
        title: nextHint,
        data: { testid: `next-${fault.name}` },
        on: { click: () => onNext(fault) },
      },
      '下一次',
    ),
    slider,
    shown,
  );
  const tell = () => {
    shown.textContent = `${slider.value}%`;
    element.classList.toggle('is-on', slider.value !== '0');
  };
  slider.addEventListener('input', tell);
  slider.addEventListener('change', () => onRate(fault, Number(slider.value) / 100));
  return {
    element,
    name: fault.name,
    show(rate = 0) {
      // The hand on the slider goes before what the server says.
      if (document.activeElement === slider && slider.matches(':active')) return;
      slider.value = String(Math.round(rate * 100));
      shown.textContent = `${Math.round(rate * 100)}%`;
      element.classList.toggle('is-on', rate > 0);
    },
  };
}
