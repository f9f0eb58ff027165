import { el } from './element.js';
import { pathWords } from './fault-words.js';

/** Which API paths chance may strike; all of them ticked means no restriction. */
export function pathChoice(turn) {
  const paths = Object.keys(pathWords);
  const boxes = paths.map((path) => {
    const box = el('input', { type: 'checkbox', value: path });
    box.addEventListener('change', () => {
      const wanted = boxes.filter((each) => each.checked).map((each) => each.value);
      turn({ faultPaths: wanted.length === paths.length ? null : wanted });
    });
    return box;
  });
  return {
    element: el(
      'fieldset',
      { class: 'paths' },
      el('legend', {}, '按比例出错的接口'),
      ...boxes.map((box) => el('label', { title: box.value }, box, pathWords[box.value])),
    ),
    show({ faultPaths }) {
      for (const box of boxes) box.checked = faultPaths === undefined || faultPaths.includes(box.value);
    },
  };
}
