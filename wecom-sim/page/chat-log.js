import { el } from './element.js';
import { receivedView } from './received-view.js';
import { saidView } from './said-view.js';
import { clockTime } from './times.js';

const gapMs = 3 * 60_000;
/** How far from the end still counts as reading the end, pixels. */
const nearEnd = 80;

/** The order of a chat: a member's words stand behind what had been received when they were said. */
function before(a, b) {
  return a.place - b.place || a.mine - b.mine || a.seq - b.seq;
}

/** Messages of one phone, both sides, in order; a changed one is drawn anew in its place. */
export function createChatLog(onTap) {
  const list = el('div', { class: 'log', role: 'log', tabindex: '0', 'aria-label': '聊天' });
  let atEnd = true;
  list.addEventListener('scroll', () => {
    atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < nearEnd;
  });
  // Pictures grow when they arrive; a load event does not rise, so it is caught on its way down.
  list.addEventListener('load', stayAtEnd, { capture: true });
  // The room shrinks when something opens below.
  new ResizeObserver(stayAtEnd).observe(list);
  function stayAtEnd() {
    if (atEnd) list.scrollTop = list.scrollHeight;
  }
  const entries = [];
  const buttonText = ({ taskId, key }) => {
    const card = entries.findLast((entry) => entry.item.taskId === taskId)?.item;
    return card?.buttons?.find((each) => each.key === key)?.text ?? key;
  };

  function draw(entry) {
    const view = entry.mine ? saidView(entry.item, buttonText) : receivedView(entry.item, onTap);
    return el(
      'div',
      {
        class: `line line--${entry.mine ? 'mine' : 'app'}`,
        data: { testid: entry.mine ? 'said' : 'received' },
      },
      timeAbove(entry),
      view,
    );
  }

  /** A time where the chat paused; the clock may have been moved between two messages. */
  function timeAbove(entry) {
    const previous = entries[entries.indexOf(entry) - 1];
    const at = Date.parse(entry.item.at);
    if (previous && Math.abs(at - Date.parse(previous.item.at)) < gapMs) return null;
    return el('p', { class: 'time' }, clockTime(at));
  }

  function put(mine, item) {
    const key = `${mine ? 'said' : 'received'}-${item.seq}`;
    const known = entries.find((entry) => entry.key === key);
    if (known) {
      known.item = item;
      redraw(known);
    } else {
      const entry = { key, mine, item, seq: item.seq, place: mine ? item.afterReceived : item.seq };
      const index = entries.findLastIndex((each) => before(each, entry) < 0) + 1;
      entries.splice(index, 0, entry);
      entry.node = draw(entry);
      const next = entries[index + 1];
      list.insertBefore(entry.node, next?.node ?? null);
      // Another message stands above it now, which decides whether it shows a time.
      if (next) redraw(next);
      if (mine) atEnd = true;
    }
    stayAtEnd();
  }

  function redraw(entry) {
    const node = draw(entry);
    entry.node.replaceWith(node);
    entry.node = node;
  }

  return {
    element: list,
    received: (item) => put(false, item),
    said: (item) => put(true, item),
    showEnd() {
      atEnd = true;
      stayAtEnd();
    },
  };
}
