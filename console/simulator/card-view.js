import { el } from './element.js';
import { textView } from './text-view.js';

const emphasis = { primary: 'card-button--primary', danger: 'card-button--danger' };

/**
 * A card with its buttons. A tap that the product answers with a question leaves the card open, so the
 * other buttons stay usable; only `settle` greys them.
 */
export function cardView(card, { settled, onTap }) {
  const outcome = el('p', { class: 'card-outcome', hidden: true });
  const buttons = card.buttons.map((button) => {
    const node = el(
      'button',
      {
        type: 'button',
        class: `card-button ${emphasis[button.style] ?? ''}`,
        'aria-pressed': 'false',
        data: { testid: 'card-button', key: button.key },
      },
      button.text,
    );
    node.addEventListener('click', async () => {
      node.classList.add('is-sending');
      node.disabled = true;
      const sent = await onTap(card, button);
      node.classList.remove('is-sending');
      if (sent) node.setAttribute('aria-pressed', 'true');
      if (outcome.hidden) node.disabled = false;
    });
    return node;
  });
  const element = el(
    'section',
    { class: 'card', 'aria-label': card.title, data: { testid: 'card', card: card.id } },
    card.source ? el('p', { class: 'card-source' }, card.source) : null,
    el('h3', { class: 'card-title' }, card.title),
    card.rows.length > 0
      ? el(
          'dl',
          { class: 'card-rows' },
          ...card.rows.flatMap((row) => [el('dt', {}, row.label), el('dd', {}, row.value)]),
        )
      : null,
    card.text ? textView(card.text) : null,
    el('div', { class: 'card-buttons' }, ...buttons),
    outcome,
  );
  function settle(text) {
    for (const button of buttons) button.disabled = true;
    element.classList.add('is-settled');
    outcome.textContent = text;
    outcome.hidden = false;
  }
  if (settled) settle(settled);
  return { element, settle };
}
