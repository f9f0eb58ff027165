import { avatarOf, botAvatar } from './avatar.js';
import { el } from './element.js';
import { followEnd } from './follow-end.js';
import { messageBody } from './message-view.js';
import { productClock } from './product-clock.js';
import { timeSeenFrom } from './product-time.js';

/** A time line stands before a message that comes this long after the one before. */
const pauseMs = 5 * 60_000;

/**
 * The messages of one person in the order of `seq`. The same message may arrive by the stream and by asking,
 * in any order: it is shown once, in its place.
 */
export function createMessageLog(person, { onTap }) {
  const list = el('ol', {
    class: 'log',
    role: 'log',
    'aria-live': 'polite',
    'aria-label': `${person.name}的对话`,
    tabindex: '0',
  });
  const more = el('button', { type: 'button', class: 'log-more', hidden: true }, '↓ 新消息');
  const element = el('div', { class: 'log-frame' }, list, more);
  /** In order of `seq`: { message, item }. */
  const entries = [];
  /** card id → { card, settle } */
  const cards = new Map();

  const end = followEnd(list, more);

  /** A tap carries keys only; its words stand on the card. */
  function buttonText(cardId, key) {
    return cards.get(cardId)?.card.buttons.find((button) => button.key === key)?.text ?? '点了按钮';
  }

  function settle(cardId, text) {
    cards.get(cardId)?.settle(text);
    end.again();
  }

  function itemFor(message) {
    const mine = message.from === 'me';
    const body = messageBody(message, { onTap, buttonText });
    if (body.settle) cards.set(message.card.id, { card: message.card, settle: body.settle });
    return el(
      'li',
      {
        class: `message ${mine ? 'message--me' : 'message--bot'}`,
        data: { testid: 'message', from: message.from, kind: message.kind },
      },
      el('time', { class: 'message-time', datetime: message.at, hidden: true }),
      mine ? avatarOf(person) : botAvatar(),
      el('span', { class: 'unseen' }, mine ? `${person.name}：` : '网格哨：'),
      body.element,
    );
  }

  function tellTime(index) {
    const entry = entries[index];
    if (!entry) return;
    const before = entries[index - 1];
    const line = entry.item.firstElementChild;
    line.hidden = before !== undefined && new Date(entry.message.at) - new Date(before.message.at) < pauseMs;
    line.textContent = timeSeenFrom(entry.message.at, productClock.now());
  }

  function add(message) {
    if (entries.some((entry) => entry.message.seq === message.seq)) return false;
    const place = entries.findLastIndex((entry) => entry.message.seq < message.seq) + 1;
    const item = itemFor(message);
    list.insertBefore(item, entries[place]?.item ?? pendingStart());
    entries.splice(place, 0, { message, item });
    tellTime(place);
    tellTime(place + 1);
    if (message.from === 'me') end.toEnd();
    else end.grown();
    return true;
  }

  function pendingStart() {
    return list.querySelector('.is-pending');
  }

  return {
    element,
    add,
    addAll(messages) {
      list.setAttribute('aria-busy', 'true');
      for (const message of messages) {
        if (message.kind === 'card-settled') settle(message.cardId, message.settled);
        else if (!add(message) && message.settled) settle(message.card.id, message.settled);
      }
      list.removeAttribute('aria-busy');
    },
    settle,
    /** Something of this page's own below the messages: what is being sent, what went wrong. */
    addPending(item) {
      item.classList.add('is-pending');
      list.append(item);
      end.toEnd();
    },
    retellTimes() {
      for (const index of entries.keys()) tellTime(index);
    },
    toEnd: end.toEnd,
    isEmpty: () => entries.length === 0,
    last: () => entries.at(-1)?.message.seq ?? 0,
  };
}
