import { byId, el } from './element.js';
import { createPane } from './pane.js';
import { rememberedPanes } from './remembered-panes.js';
import { groupOf } from './roles.js';

/** The open panes, side by side; on a narrow screen one at a time, chosen by tabs. */
export function createPaneRow({ choosePerson, onChange, onTapped }) {
  const row = byId('panes');
  const tabs = byId('tabs');
  const casesTab = el('button', { type: 'button', class: 'tab', 'aria-pressed': 'false' }, '工单');
  /** In order from left to right: { pane, tab, unread }. */
  const open = [];
  let shown = null;

  function show(id) {
    shown = id;
    document.body.classList.toggle('shows-cases', id === null);
    for (const entry of open) {
      const chosen = entry.pane.person.id === id;
      entry.pane.element.classList.toggle('is-shown', chosen);
      entry.tab.setAttribute('aria-pressed', String(chosen));
      if (chosen) {
        entry.tab.classList.remove('has-unread');
        entry.pane.log.toEnd();
      }
    }
    casesTab.setAttribute('aria-pressed', String(id === null));
  }
  casesTab.addEventListener('click', () => show(null));

  function changed() {
    rememberedPanes.write(open.map((entry) => entry.pane.person.id));
    tabs.replaceChildren(...open.map((entry) => entry.tab), casesTab);
    row.classList.toggle('is-empty', open.length === 0);
    onChange();
  }

  function make(person) {
    const pane = createPane(person, {
      onSwap: () => choosePerson('换成谁', (next) => swap(person.id, next)),
      onClose: () => close(person.id),
      onTapped,
    });
    const tab = el(
      'button',
      {
        type: 'button',
        class: `tab tab--${person.group}`,
        'aria-pressed': 'false',
        on: { click: () => show(person.id) },
      },
      el('small', {}, groupOf(person).word),
      person.name,
    );
    return { pane, tab };
  }

  function reveal(entry) {
    show(entry.pane.person.id);
    entry.pane.element.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }

  /** Opens the pane of a person, or goes to it where it is open already. */
  function add(person) {
    const there = open.find((entry) => entry.pane.person.id === person.id);
    if (there) return reveal(there);
    const entry = make(person);
    open.push(entry);
    row.append(entry.pane.element);
    changed();
    entry.pane.load();
    reveal(entry);
  }

  function swap(id, person) {
    const place = open.findIndex((entry) => entry.pane.person.id === id);
    if (place < 0 || open.some((entry) => entry.pane.person.id === person.id)) return add(person);
    const entry = make(person);
    open[place].pane.element.replaceWith(entry.pane.element);
    open[place] = entry;
    changed();
    entry.pane.load();
    reveal(entry);
  }

  function close(id) {
    const place = open.findIndex((entry) => entry.pane.person.id === id);
    const [gone] = open.splice(place, 1);
    gone.pane.element.remove();
    changed();
    if (shown === id) show(open[Math.max(0, place - 1)]?.pane.person.id ?? null);
  }

  return {
    add,
    /** Gives a message to its pane; false when that person's pane is not open. */
    receive(personId, message) {
      const entry = open.find(({ pane }) => pane.person.id === personId);
      if (!entry) return false;
      if (entry.pane.log.add(message) && message.from === 'bot' && shown !== personId)
        entry.tab.classList.add('has-unread');
      return true;
    },
    settle(cardId, text) {
      for (const { pane } of open) pane.log.settle(cardId, text);
    },
    retellTimes() {
      for (const { pane } of open) pane.log.retellTimes();
    },
    reload: () => Promise.all(open.map(({ pane }) => pane.load())),
    start(people) {
      for (const person of people) {
        const entry = make(person);
        open.push(entry);
        row.append(entry.pane.element);
      }
      changed();
      show(open[0]?.pane.person.id ?? null);
    },
    first: (group) => open.find(({ pane }) => pane.person.group === group)?.pane ?? null,
    isOpen: (personId) => open.some(({ pane }) => pane.person.id === personId),
    show,
  };
}
