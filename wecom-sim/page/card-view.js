import { el } from './element.js';

// desc_color: 0 grey, 1 black, 2 red, 3 green (path/90236).
const sourceColours = { 1: 'black', 2: 'red', 3: 'green' };

function titled(block, name) {
  if (!block?.title && !block?.desc) return null;
  return el(
    'div',
    { class: name },
    block.title ? el('h3', {}, block.title) : null,
    block.desc ? el('p', {}, block.desc) : null,
  );
}

function rowsView(rows = []) {
  if (rows.length === 0) return null;
  return el(
    'dl',
    { class: 'card-rows' },
    ...rows.flatMap((row) => [el('dt', {}, row.keyname), el('dd', {}, row.value ?? '')]),
  );
}

function buttonsView(item, onTap) {
  const styles = new Map((item.content.button_list ?? []).map((each) => [each.key, each.style]));
  return (item.buttons ?? []).map(({ key, text }) => {
    const grey = item.replaced !== undefined;
    const node = el(
      'button',
      {
        type: 'button',
        class: `card-button card-button--${styles.get(key) ?? 1}`,
        disabled: grey,
        data: { testid: 'card-button' },
      },
      text,
    );
    node.addEventListener('click', async () => {
      node.disabled = true;
      await onTap({ taskId: item.taskId, key });
      node.disabled = grey;
    });
    return node;
  });
}

/** A template card as the client shows it; once settled its buttons give way to the replacing text. */
export function cardView(item, onTap) {
  const { source, main_title, emphasis_content, quote_area, sub_title_text } = item.content;
  const settled = item.replaced !== undefined;
  return el(
    'section',
    {
      class: `card${settled ? ' is-settled' : ''}`,
      'aria-label': main_title?.title ?? '卡片',
      data: { testid: 'card' },
    },
    source?.desc
      ? el('p', { class: `card-source is-${sourceColours[source.desc_color] ?? 'grey'}` }, source.desc)
      : null,
    titled(main_title, 'card-title'),
    titled(emphasis_content, 'card-emphasis'),
    quote_area?.quote_text || quote_area?.title
      ? el(
          'blockquote',
          { class: 'card-quote' },
          [quote_area.title, quote_area.quote_text].filter(Boolean).join('\n'),
        )
      : null,
    sub_title_text ? el('p', { class: 'card-text' }, sub_title_text) : null,
    rowsView(item.content.horizontal_content_list),
    settled
      ? el(
          'div',
          { class: 'card-buttons' },
          el('p', { class: 'card-outcome', data: { testid: 'card-outcome' } }, item.replaced),
        )
      : el('div', { class: 'card-buttons' }, ...buttonsView(item, onTap)),
  );
}
