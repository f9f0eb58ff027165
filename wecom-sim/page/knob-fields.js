import { el } from './element.js';

/** Fields of knobs; each has `show(knobs)`, and calls `turn` with what was changed. */

/** `scale` units of the knob make one unit of the field, for example 1000 for seconds. */
export function numberField({ knob, label, unit, scale = 1, min = 0 }, turn) {
  const input = el('input', {
    type: 'number',
    min,
    step: 'any',
    required: true,
    data: { testid: `knob-${knob}` },
  });
  input.addEventListener('change', () => {
    if (input.checkValidity()) turn({ [knob]: Math.round(Number(input.value) * scale) });
  });
  return {
    element: el(
      'label',
      { class: 'field' },
      el('span', {}, label),
      el('span', { class: 'field-value' }, input, unit),
    ),
    show(knobs) {
      if (document.activeElement !== input) input.value = String(knobs[knob] / scale);
    },
  };
}

export function switchField({ knob, label, hint, on = true, off = false }, turn) {
  const box = el('input', { type: 'checkbox', role: 'switch', data: { testid: `knob-${knob}` } });
  box.addEventListener('change', () => turn({ [knob]: box.checked ? on : off }));
  return {
    element: el(
      'label',
      { class: 'switch' },
      box,
      el('span', {}, label, hint ? el('small', {}, hint) : null),
    ),
    show(knobs) {
      box.checked = knobs[knob] === on;
    },
  };
}

export function textField(
  { knob, label, placeholder, read = (text) => text, write = (value) => value ?? '' },
  turn,
) {
  const input = el('input', { type: 'text', placeholder, data: { testid: `knob-${knob}` } });
  input.addEventListener('change', () => turn({ [knob]: read(input.value.trim()) }));
  return {
    element: el('label', { class: 'field field--wide' }, el('span', {}, label), input),
    show(knobs) {
      if (document.activeElement !== input) input.value = write(knobs[knob]);
    },
  };
}

/** The two ends of a range of milliseconds. */
export function rangeField({ knob, label }, turn) {
  const ends = ['from', 'to'].map((name) =>
    el('input', {
      type: 'number',
      min: '0',
      required: true,
      'aria-label': `${label}，${name === 'from' ? '最少' : '最多'}`,
      data: { testid: `knob-${knob}-${name}` },
    }),
  );
  const [from, to] = ends;
  for (const end of ends)
    end.addEventListener('change', () => {
      if (!from.checkValidity() || !to.checkValidity()) return;
      // Moving one end past the other takes the other along.
      if (Number(from.value) > Number(to.value)) (end === from ? to : from).value = end.value;
      turn({ [knob]: { from: Number(from.value), to: Number(to.value) } });
    });
  return {
    element: el(
      'div',
      { class: 'field' },
      el('span', {}, label),
      el('span', { class: 'field-value' }, from, '到', to, '毫秒'),
    ),
    show(knobs) {
      if (ends.includes(document.activeElement)) return;
      from.value = String(knobs[knob].from);
      to.value = String(knobs[knob].to);
    },
  };
}
