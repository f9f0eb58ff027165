import { avatarOf } from './avatar.js';
import { directory } from './directory.js';
import { el } from './element.js';
import { icon } from './icons.js';
import { attachPopover } from './popover.js';
import { previewOf } from './preview.js';
import { postOf } from './roles.js';

/** Messages to people whose pane is not open: counted, listed, one click away. */
export function createBell(openPane) {
  /** person id → { count, last } */
  const waiting = new Map();
  const number = el('span', { class: 'bell-count', hidden: true });
  const button = el(
    'button',
    { type: 'button', class: 'bell', data: { testid: 'bell' } },
    icon('bell'),
    el('span', { class: 'bell-word' }, '其他人'),
    number,
  );

  function tell() {
    const total = [...waiting.values()].reduce((sum, { count }) => sum + count, 0);
    number.textContent = total > 99 ? '99+' : String(total);
    number.hidden = total === 0;
    button.setAttribute(
      'aria-label',
      total === 0 ? '其他人收到的消息：没有' : `其他人收到的消息：${total}条`,
    );
  }

  async function rows(close) {
    if (waiting.size === 0)
      return [el('p', { class: 'popover-empty' }, '还没有。不在屏幕上的人收到消息，会列在这里。')];
    const people = await Promise.all(
      [...waiting.keys()].map((id) => directory.findOrReload(id).catch(() => null)),
    );
    return people
      .filter(Boolean)
      .reverse()
      .map((person) => {
        const { count, last } = waiting.get(person.id);
        const row = el(
          'button',
          { type: 'button', class: 'person', data: { person: person.id } },
          avatarOf(person),
          el(
            'span',
            { class: 'person-words' },
            el('strong', {}, `${person.name} `, el('small', {}, postOf(person))),
            el('span', {}, previewOf(last)),
          ),
          el('span', { class: 'count' }, String(count)),
        );
        row.addEventListener('click', () => {
          close();
          openPane(person);
        });
        return row;
      });
  }

  tell();
  const panel = attachPopover(button, '其他人收到的消息', rows);
  panel.classList.add('popover--bell');
  return {
    element: el('div', { class: 'bell-frame' }, button, panel),
    add(personId, message) {
      const count = (waiting.get(personId)?.count ?? 0) + 1;
      waiting.delete(personId);
      waiting.set(personId, { count, last: message });
      tell();
    },
    /** Forgets those whose pane is open now. */
    clear(isOpen) {
      for (const id of [...waiting.keys()]) if (isOpen(id)) waiting.delete(id);
      tell();
    },
  };
}
