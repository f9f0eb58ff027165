import { api } from './api.js';
import { button, el } from './element.js';
import { attackWords } from './fault-words.js';
import { toast, trying } from './toast.js';

/** Deliveries that the product has to refuse, one at a time. */
export function attackSection() {
  const attack = async (kind) => {
    const outcome = await trying(() => api.attack(kind));
    if (!outcome) return;
    const refused = outcome.status === undefined || outcome.status >= 400;
    const answer = outcome.status === undefined ? '断开了连接' : `答了 HTTP ${outcome.status}`;
    toast(
      `${attackWords[kind]}：产品${answer}，${refused ? '挡住了' : '没有挡住'}`,
      refused ? 'good' : 'bad',
    );
  };
  return el(
    'section',
    { class: 'group' },
    el('h3', {}, '冒充企业微信'),
    el('p', { class: 'hint' }, '各送一条坏的回调，产品应当挡住'),
    el(
      'div',
      { class: 'buttons' },
      ...Object.entries(attackWords).map(([kind, label]) =>
        button({ class: 'plain', on: { click: () => attack(kind) } }, label),
      ),
    ),
  );
}
