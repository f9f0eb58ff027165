import { el } from './element.js';
import { textParts } from './text-parts.js';

/** More than about a phone's screen of Chinese: such a text is shown folded. */
const longCharacters = 360;
const longLines = 16;

function isLong(text) {
  return text.length > longCharacters || text.split('\n').length > longLines;
}

function written(part) {
  return part.url
    ? el('a', { href: part.url, target: '_blank', rel: 'noopener noreferrer' }, part.text)
    : part.text;
}

export function textView(text) {
  const body = el('div', { class: 'text' }, ...textParts(text).map(written));
  if (!isLong(text)) return body;
  body.classList.add('folded');
  const count = [...text].length;
  const unfold = el(
    'button',
    { type: 'button', class: 'unfold', 'aria-expanded': 'false' },
    `展开（共${count}字）`,
  );
  unfold.addEventListener('click', () => {
    const folded = body.classList.toggle('folded');
    unfold.setAttribute('aria-expanded', String(!folded));
    unfold.textContent = folded ? `展开（共${count}字）` : '收起';
  });
  return el('div', {}, body, unfold);
}
