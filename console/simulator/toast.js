import { byId, el } from './element.js';

const stayMs = 14_000;

/** A short word at the edge of the page; it leaves by itself unless somebody is reading it. */
export function toast(title, ...lines) {
  const leave = el('button', { type: 'button', class: 'tool-text' }, '知道了');
  const node = el(
    'div',
    { class: 'toast', data: { testid: 'toast' } },
    el('div', { class: 'toast-head' }, el('strong', {}, title), leave),
    ...lines,
  );
  const goSoon = () =>
    setTimeout(() => (node.matches(':hover, :focus-within') ? goSoon() : node.remove()), stayMs);
  leave.addEventListener('click', () => node.remove());
  byId('toasts').replaceChildren(node);
  goSoon();
}
