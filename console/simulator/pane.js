import { api } from './api.js';
import { avatarOf } from './avatar.js';
import { createComposer } from './composer.js';
import { el } from './element.js';
import { icon } from './icons.js';
import { createMessageLog } from './message-log.js';
import { groupOf, roleOf } from './roles.js';
import { createSending } from './sending.js';

function headButton(name, label, onClick) {
  return el(
    'button',
    { type: 'button', class: 'tool', 'aria-label': label, title: label, on: { click: onClick } },
    icon(name),
  );
}

/** The phone of one person: their messages and the place to write. */
export function createPane(person, { onSwap, onClose, onTapped }) {
  const log = createMessageLog(person, {
    onTap: async (card, button) => {
      const sent = await sending.send({ tap: { cardId: card.id, buttonKey: button.key } }, button.text);
      if (sent) onTapped(person);
      return sent;
    },
  });
  const catchUp = async (after) => log.addAll(await api.messages(person.id, after));
  const sending = createSending(person, log, catchUp);
  const composer = createComposer(person, sending.send);
  const trouble = el('p', { class: 'failure pane-trouble', role: 'alert', hidden: true });
  const element = el(
    'section',
    {
      class: `pane pane--${person.group}`,
      'aria-label': `${groupOf(person).word} ${person.name}`,
      data: { testid: groupOf(person).pane, person: person.id },
    },
    el(
      'header',
      { class: 'pane-head' },
      avatarOf(person),
      el(
        'div',
        { class: 'pane-name' },
        el('h2', {}, person.name, el('span', { class: 'pane-role' }, roleOf(person))),
        person.unit ? el('p', { title: person.unit }, person.unit) : null,
      ),
      headButton('swap', `换一个人（现在是${person.name}）`, onSwap),
      headButton('close', `关掉${person.name}这一栏`, onClose),
    ),
    trouble,
    log.element,
    composer.element,
  );

  return {
    element,
    person,
    log,
    sayText: composer.sayText,
    /** Asks for everything from the start: also finds cards that were settled while nobody listened. */
    async load() {
      try {
        log.addAll(await api.messages(person.id, 0));
        trouble.hidden = true;
        // A first visit opens the chat, which is when the product says who it is; the fixed key makes later ones harmless.
        if (log.isEmpty()) {
          await api.say(person.id, { enter: true }, `enter-${person.id}`);
          await catchUp(0);
        }
      } catch (error) {
        trouble.textContent = error.message;
        trouble.hidden = false;
      }
    },
  };
}
