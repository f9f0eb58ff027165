import { byId, el } from './element.js';

const shownMs = 6000;

/** A short word at the edge of the page. `kind`: good, bad or plain. */
export function toast(text, kind = 'plain') {
  const node = el('p', { class: `toast toast--${kind}` }, text);
  byId('toasts').append(node);
  setTimeout(() => node.remove(), shownMs);
}

/** Runs something the person asked for and tells why it did not work. */
export async function trying(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message, 'bad');
    return undefined;
  }
}
