import { button, byId, el } from './element.js';
import { icon } from './icons.js';

/** The side of the page: knobs or calls, one at a time. */
export function createPanel(contents) {
  const aside = byId('panel');
  const watchers = [];
  let shown = null;

  function open(name) {
    shown = name;
    aside.hidden = name === null;
    if (name !== null) {
      const { title, part } = contents[name];
      aside.setAttribute('aria-label', title);
      aside.replaceChildren(
        el(
          'header',
          { class: 'panel-head' },
          el('h2', {}, title),
          button({ class: 'tool', 'aria-label': '收起', on: { click: () => open(null) } }, icon('close')),
        ),
        el('div', { class: 'panel-body' }, part.element),
      );
    }
    for (const watcher of watchers) watcher(shown);
  }

  return {
    open,
    toggle: (name) => open(shown === name ? null : name),
    shown: () => shown,
    onChange(watcher) {
      watchers.push(watcher);
      watcher(shown);
    },
  };
}
