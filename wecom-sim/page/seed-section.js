import { button, el } from './element.js';

/** The seed of chance: the same seed, the same calls, the same faults. */
export function seedSection(turn) {
  const input = el('input', { type: 'text', maxlength: '100', required: true, data: { testid: 'seed' } });
  const form = el(
    'form',
    { class: 'seed' },
    el('label', { class: 'field' }, el('span', {}, '种子'), input),
    el('button', { type: 'submit', class: 'plain', title: '从头开始按这个种子出错' }, '从头来'),
    button(
      {
        class: 'plain',
        on: { click: () => turn({ seed: String(Math.floor(Math.random() * 1e8)).padStart(8, '0') }) },
      },
      '换一个',
    ),
    el('p', { class: 'hint' }, '种子一样，第几次调用出什么错就一样。'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    turn({ seed: input.value.trim() });
  });
  return {
    element: form,
    show({ seed }) {
      if (document.activeElement !== input) input.value = seed;
    },
  };
}
