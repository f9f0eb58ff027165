import { el } from './element.js';

/** One picture over the whole page; a click anywhere, or Escape, closes it. */
export function showImage(url) {
  const dialog = el(
    'dialog',
    {
      class: 'viewer',
      'aria-label': '大图',
      on: { click: () => dialog.close(), close: () => dialog.remove() },
    },
    el('img', { src: url, alt: '照片' }),
    el('button', { type: 'button', class: 'viewer-close' }, '关闭'),
  );
  document.body.append(dialog);
  dialog.showModal();
}
